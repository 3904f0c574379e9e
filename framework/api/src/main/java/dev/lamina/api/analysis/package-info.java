/** Analyses: what they are given and what they find. */
@NullMarked
package dev.lamina.api.analysis;

import org.jspecify.annotations.NullMarked;
