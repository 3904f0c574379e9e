package dev.lamina.plugins.transformers.source.hub;

import java.nio.file.Path;

/**
 * A model's files on this machine.
 *
 * @param name short, for titles and file names
 * @param origin repository and commit, for provenance: {@code hf:openai-community/gpt2@607a30d...}
 * @param folder that holds the files under their own names
 */
public record Snapshot(String name, String origin, Path folder) {}
