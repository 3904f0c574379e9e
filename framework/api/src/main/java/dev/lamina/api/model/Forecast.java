package dev.lamina.api.model;

/**
 * What a model expects requests to take that follow each other.
 *
 * @param tokens that are run; fewer than the prompts have where these share work
 * @param seconds to read the weights and to run the tokens, on all threads
 * @param memoryBytes the most that weights and arrays take at a time
 */
public record Forecast(long tokens, double seconds, long memoryBytes) {}
