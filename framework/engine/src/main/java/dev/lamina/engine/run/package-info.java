/** Carries out a plan: activations, analyses, figures, the run folder. */
@NullMarked
package dev.lamina.engine.run;

import org.jspecify.annotations.NullMarked;
