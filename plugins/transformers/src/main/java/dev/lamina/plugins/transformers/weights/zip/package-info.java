/** Zip files whose entries are read where they lie. */
@NullMarked
package dev.lamina.plugins.transformers.weights.zip;

import org.jspecify.annotations.NullMarked;
