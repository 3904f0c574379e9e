/** The spec's ways to say which layers, positions and hook points. */
@NullMarked
package dev.lamina.engine.select;

import org.jspecify.annotations.NullMarked;
