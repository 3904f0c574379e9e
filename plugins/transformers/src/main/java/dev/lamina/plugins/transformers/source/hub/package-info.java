/** Models of Hugging Face's hub: {@link dev.lamina.plugins.transformers.source.hub.Hub}. */
@NullMarked
package dev.lamina.plugins.transformers.source.hub;

import org.jspecify.annotations.NullMarked;
