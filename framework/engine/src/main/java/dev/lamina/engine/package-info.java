/** The engine: reads a spec, plans it, carries it out, keeps what it found. */
@NullMarked
package dev.lamina.engine;

import org.jspecify.annotations.NullMarked;
