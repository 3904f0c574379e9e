/** Python's transformers as another implementation of the models, to compare with. */
@NullMarked
package dev.lamina.plugins.transformers.reference;

import org.jspecify.annotations.NullMarked;
