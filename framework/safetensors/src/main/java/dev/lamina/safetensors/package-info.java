/** The safetensors file format: named tensors behind a JSON header, mapped and not copied. */
@NullMarked
package dev.lamina.safetensors;

import org.jspecify.annotations.NullMarked;
