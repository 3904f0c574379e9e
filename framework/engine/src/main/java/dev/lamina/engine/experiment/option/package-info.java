/** The keys of a spec that belong to no component. */
@NullMarked
package dev.lamina.engine.experiment.option;

import org.jspecify.annotations.NullMarked;
