/** Facts: stated, paired with their counterfactuals, and put into words. */
@NullMarked
package dev.lamina.plugins.datasets.facts;

import org.jspecify.annotations.NullMarked;
