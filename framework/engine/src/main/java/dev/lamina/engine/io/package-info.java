/** Small things about bytes and files that the engine's packages share. */
@NullMarked
package dev.lamina.engine.io;

import org.jspecify.annotations.NullMarked;
