/**
 * How training rows become what decides between classes: what all probes are given and what they
 * give back.
 */
@NullMarked
package dev.lamina.plugins.probes.fit;

import org.jspecify.annotations.NullMarked;
