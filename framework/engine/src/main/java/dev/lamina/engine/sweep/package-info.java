/** Sweeps: a run with a child run for each case. */
@NullMarked
package dev.lamina.engine.sweep;

import org.jspecify.annotations.NullMarked;
