/** Transformer models, their tokenizers and hook points, and how activations are asked for. */
@NullMarked
package dev.lamina.api.model;

import org.jspecify.annotations.NullMarked;
