/** Probes that are perceptrons with a hidden layer. */
@NullMarked
package dev.lamina.plugins.probes.fit.mlp;

import org.jspecify.annotations.NullMarked;
