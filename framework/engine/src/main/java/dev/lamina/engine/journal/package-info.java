/**
 * The run folder and its journal: every event of a run, appended as it happens; the source of
 * truth.
 */
@NullMarked
package dev.lamina.engine.journal;

import org.jspecify.annotations.NullMarked;
