/** What a configuration record's keys may hold, read from its annotations. */
@NullMarked
package dev.lamina.engine.bind.shape;

import org.jspecify.annotations.NullMarked;
