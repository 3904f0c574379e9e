package dev.lamina.engine.run;

/**
 * What getting the activations that were missing took.
 *
 * @param tokens that were run
 * @param seconds to load the model and run them
 * @param peakMemory the process's largest resident set until then, bytes; 0 if unknown
 * @param diskBytes activations that were stored
 */
public record Extracted(long tokens, double seconds, long peakMemory, long diskBytes) {}
