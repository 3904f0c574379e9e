/** The tokenizer in the metadata of a GGUF file. */
@NullMarked
package dev.lamina.plugins.transformers.tokens.gguf;

import org.jspecify.annotations.NullMarked;
