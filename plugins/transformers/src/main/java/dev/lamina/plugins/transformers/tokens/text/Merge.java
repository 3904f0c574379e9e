package dev.lamina.plugins.transformers.tokens.text;

/** Two tokens that become one. */
public record Merge(String left, String right) {}
