/** Disk space, folders, and what dead processes left in them. */
@NullMarked
package dev.lamina.engine.store.disk;

import org.jspecify.annotations.NullMarked;
