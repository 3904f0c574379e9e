/** Finds for each fact an object that makes it false. */
@NullMarked
package dev.lamina.plugins.datasets.pairing;

import org.jspecify.annotations.NullMarked;
