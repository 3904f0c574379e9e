/** What a probe is asked to tell apart, and from which rows. */
@NullMarked
package dev.lamina.plugins.probes.data;

import org.jspecify.annotations.NullMarked;
