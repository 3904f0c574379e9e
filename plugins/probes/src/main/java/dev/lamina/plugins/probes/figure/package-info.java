/** What charts of probes have in common. */
@NullMarked
package dev.lamina.plugins.probes.figure;

import org.jspecify.annotations.NullMarked;
