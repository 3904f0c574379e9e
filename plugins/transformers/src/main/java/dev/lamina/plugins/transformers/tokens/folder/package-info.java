/**
 * The tokenizer in a model's folder: tokenizer.json, or what the classes of transformers 5 make of
 * the files that a model was published with instead. What cannot be converted exactly is refused.
 */
@NullMarked
package dev.lamina.plugins.transformers.tokens.folder;

import org.jspecify.annotations.NullMarked;
