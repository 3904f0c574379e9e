/**
 * How a component's configuration record is described, and the located YAML values it is read from.
 */
@NullMarked
package dev.lamina.api.config;

import org.jspecify.annotations.NullMarked;
