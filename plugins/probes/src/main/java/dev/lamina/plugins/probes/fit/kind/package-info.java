/** The linear probes that a spec can name, and how strongly their weights are penalized. */
@NullMarked
package dev.lamina.plugins.probes.fit.kind;

import org.jspecify.annotations.NullMarked;
