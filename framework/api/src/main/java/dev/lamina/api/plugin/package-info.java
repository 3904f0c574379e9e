/** Where a plugin tells Lamina what it brings: {@link dev.lamina.api.plugin.Plugin}. */
@NullMarked
package dev.lamina.api.plugin;

import org.jspecify.annotations.NullMarked;
