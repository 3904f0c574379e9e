/** What a run writes into its folder. */
@NullMarked
package dev.lamina.engine.run.folder;

import org.jspecify.annotations.NullMarked;
