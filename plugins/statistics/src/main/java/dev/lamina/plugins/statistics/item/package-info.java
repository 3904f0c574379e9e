/** Items: what several rows are about, such as one fact in several languages. */
@NullMarked
package dev.lamina.plugins.statistics.item;

import org.jspecify.annotations.NullMarked;
