/** YAML text becomes located values, within bounds; no objects are constructed. */
@NullMarked
package dev.lamina.engine.spec.yaml;

import org.jspecify.annotations.NullMarked;
