/** A spec's tree becomes an experiment: its parts by name, bound and checked. */
@NullMarked
package dev.lamina.engine.experiment;

import org.jspecify.annotations.NullMarked;
