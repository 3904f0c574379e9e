/** What a GGUF file says about its model, in Hugging Face's terms. */
@NullMarked
package dev.lamina.plugins.transformers.source.gguf;

import org.jspecify.annotations.NullMarked;
