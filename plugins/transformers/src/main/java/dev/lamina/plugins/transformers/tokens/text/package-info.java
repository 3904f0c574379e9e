/** Writing a tokenizer.json. */
@NullMarked
package dev.lamina.plugins.transformers.tokens.text;

import org.jspecify.annotations.NullMarked;
