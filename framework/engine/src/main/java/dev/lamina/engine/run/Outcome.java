package dev.lamina.engine.run;

import dev.lamina.api.tracking.Publication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a run ended that is complete on disk.
 *
 * @param headlines what was found, most important first
 * @param seconds by stage, in order
 * @param peakMemory the process's largest resident set, bytes; 0 if unknown
 * @param rounding the largest difference of a stored activation from the one computed; empty if
 *     they are stored as computed
 * @param publications where it was published
 * @param unpublished sentences that say where it was not, and what to do
 */
public record Outcome(
    String id,
    Path folder,
    List<String> headlines,
    Map<String, Double> seconds,
    long peakMemory,
    OptionalDouble rounding,
    List<Publication> publications,
    List<String> unpublished) {}
