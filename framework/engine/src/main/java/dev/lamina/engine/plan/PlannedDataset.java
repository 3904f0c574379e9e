package dev.lamina.engine.plan;

/**
 * Where the prompts come from.
 *
 * @param name short: the file's name or the component's
 * @param source the file, or the component
 * @param digest SHA-256 of the prompts' texts and labels, hexadecimal
 */
public record PlannedDataset(String name, String source, String digest) {}
