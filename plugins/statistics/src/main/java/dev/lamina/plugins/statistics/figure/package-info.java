/** What the figures, tables and sentences of the analyses have in common. */
@NullMarked
package dev.lamina.plugins.statistics.figure;

import org.jspecify.annotations.NullMarked;
