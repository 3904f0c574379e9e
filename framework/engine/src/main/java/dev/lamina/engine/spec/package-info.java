/** A spec's text becomes one tree of located values: read, extended, overridden, interpolated. */
@NullMarked
package dev.lamina.engine.spec;

import org.jspecify.annotations.NullMarked;
