package dev.lamina.engine.run;

import dev.lamina.api.tracking.Publication;
import dev.lamina.engine.plan.Estimate;
import dev.lamina.engine.publish.Unpublished;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a run ended that is complete on disk.
 *
 * @param headlines what was found, most important first
 * @param seconds by stage, in order
 * @param peakMemory the process's largest resident set, bytes; 0 if unknown
 * @param estimate what getting the activations was expected to take
 * @param computed how it came to them
 * @param publications where it was published
 * @param unpublished where it was not
 */
public record Outcome(
    String id,
    Path folder,
    List<String> headlines,
    Map<String, Double> seconds,
    long peakMemory,
    Estimate estimate,
    Computed computed,
    List<Publication> publications,
    List<Unpublished> unpublished) {}
