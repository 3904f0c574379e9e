/** Where a model's files come from: a folder, or an archive on the class path. */
@NullMarked
package dev.lamina.plugins.transformers.source;

import org.jspecify.annotations.NullMarked;
