/** What probes have found, as vectors that others can use. */
@NullMarked
package dev.lamina.plugins.probes.direction;

import org.jspecify.annotations.NullMarked;
