/** Collecting what is wrong with a spec, so that all of it is shown together. */
@NullMarked
package dev.lamina.engine.problem;

import org.jspecify.annotations.NullMarked;
