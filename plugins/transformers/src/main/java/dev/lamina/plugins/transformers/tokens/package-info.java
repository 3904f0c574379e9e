/** Tokenizers in the form of tokenizer.json. */
@NullMarked
package dev.lamina.plugins.transformers.tokens;

import org.jspecify.annotations.NullMarked;
