/** One file of stored activations: how it lies on the disk, how it is written, checked and read. */
@NullMarked
package dev.lamina.engine.store.segment;

import org.jspecify.annotations.NullMarked;
