/** How far a run is, on a terminal and in a log. */
@NullMarked
package dev.lamina.cli.progress;

import org.jspecify.annotations.NullMarked;
