/** Which parts of a model a probe's answer comes from. */
@NullMarked
package dev.lamina.plugins.probes.attribution;

import org.jspecify.annotations.NullMarked;
