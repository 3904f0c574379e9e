/** Linear probes that are fitted without labels. */
@NullMarked
package dev.lamina.plugins.probes.fit.contrast;

import org.jspecify.annotations.NullMarked;
