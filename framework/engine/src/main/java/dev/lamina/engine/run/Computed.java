package dev.lamina.engine.run;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run came to its activations.
 *
 * @param extracted what computing them took; empty if all were stored
 * @param rounding the largest difference of a number that is read from the one computed; empty if
 *     there is none
 */
public record Computed(Optional<Extracted> extracted, OptionalDouble rounding) {}
