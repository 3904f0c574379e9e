/**
 * A plugin as a stranger would write it: one analysis, one configuration record, one line of
 * services.
 */
@NullMarked
package dev.lamina.plugins.example;

import org.jspecify.annotations.NullMarked;
