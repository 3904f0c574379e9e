/**
 * Linear probes with a penalty on the weights: logistic regression and the support vector machine.
 */
@NullMarked
package dev.lamina.plugins.probes.fit.margin;

import org.jspecify.annotations.NullMarked;
