/** Numbers of activations: moments, norms, effect sizes, permutation tests, centroids. */
@NullMarked
package dev.lamina.plugins.statistics.measure;

import org.jspecify.annotations.NullMarked;
