package dev.lamina.engine.parity;

import dev.lamina.api.problem.Location;
import java.util.Optional;

/**
 * A text to check a model on.
 *
 * @param place where the user wrote it; empty if it is one of Lamina's own
 */
public record ParityPrompt(String text, Optional<Location> place) {}
