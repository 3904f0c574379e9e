/** Publishes runs, as their journals have them, to trackers. */
@NullMarked
package dev.lamina.engine.publish;

import org.jspecify.annotations.NullMarked;
