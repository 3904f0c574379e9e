package dev.lamina.plugins.transformers.weights.zip;

/**
 * A run of bytes in a file.
 *
 * @param offset the first
 * @param length how many
 */
public record Region(long offset, long length) {}
