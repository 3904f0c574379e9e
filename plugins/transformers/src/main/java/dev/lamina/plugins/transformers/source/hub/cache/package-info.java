/** Hugging Face's cache on the disk, which Python's huggingface_hub shares. */
@NullMarked
package dev.lamina.plugins.transformers.source.hub.cache;

import org.jspecify.annotations.NullMarked;
