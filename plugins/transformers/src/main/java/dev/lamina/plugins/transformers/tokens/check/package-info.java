/**
 * What is checked of a tokenizer.json before the native library sees it: the library ends the whole
 * process on some files that are wrong.
 */
@NullMarked
package dev.lamina.plugins.transformers.tokens.check;

import org.jspecify.annotations.NullMarked;
