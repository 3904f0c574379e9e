package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.plugins.transformers.weights.zip.Region;
import java.util.Map;

/**
 * What {@code torch.save} wrote.
 *
 * @param content the saved object
 * @param storages where the numbers of each storage lie in the file, by key
 */
record Checkpoint(Value content, Map<String, Region> storages) {}
