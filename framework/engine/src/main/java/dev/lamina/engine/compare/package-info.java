/** Runs side by side: what differs in their specs, and in their numbers. */
@NullMarked
package dev.lamina.engine.compare;

import org.jspecify.annotations.NullMarked;
