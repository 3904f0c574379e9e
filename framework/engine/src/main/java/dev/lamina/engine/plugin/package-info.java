/** Finding plugins and keeping their components by kind and name. */
@NullMarked
package dev.lamina.engine.plugin;

import org.jspecify.annotations.NullMarked;
