/** The command line: commands, progress, wording. What they say and do is the engine's. */
@NullMarked
package dev.lamina.cli;

import org.jspecify.annotations.NullMarked;
