/** Talks to a model hub: requests, redirects, retries, and what is said when they fail. */
@NullMarked
package dev.lamina.plugins.transformers.source.hub.http;

import org.jspecify.annotations.NullMarked;
