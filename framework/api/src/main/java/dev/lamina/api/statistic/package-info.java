/** What analyses of several plugins say about chance. */
@NullMarked
package dev.lamina.api.statistic;

import org.jspecify.annotations.NullMarked;
