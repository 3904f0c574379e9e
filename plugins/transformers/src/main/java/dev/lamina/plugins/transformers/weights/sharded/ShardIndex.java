package dev.lamina.plugins.transformers.weights.sharded;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The file {@code model.safetensors.index.json}, or that of {@code pytorch_model.bin}. */
public final class ShardIndex {

  static final int MOST_LISTED = 6;

  private final Map<String, String> shardOfTensor;

  private ShardIndex(Map<String, String> shardOfTensor) {
    this.shardOfTensor = shardOfTensor;
  }

  /**
   * Reads an index; the shards need not be there.
   *
   * @throws InvalidWeightsException if it is not an index, or names a file outside of its folder
   */
  public static ShardIndex read(Path file) throws IOException, InvalidWeightsException {
    Map<String, String> shardOfTensor = new LinkedHashMap<>(WeightMapReader.read(file));
    if (shardOfTensor.isEmpty()) {
      throw new InvalidWeightsException("its weight_map lists no tensors");
    }
    ShardIndex index = new ShardIndex(Collections.unmodifiableMap(shardOfTensor));
    for (String shard : index.shards()) {
      checkInside(shard);
    }
    return index;
  }

  /** The shard of each tensor, by the tensor's name. */
  Map<String, String> shardOfTensor() {
    return shardOfTensor;
  }

  /** The names of all shards, in order, relative to the index's folder. */
  public SortedSet<String> shards() {
    return new TreeSet<>(shardOfTensor.values());
  }

  /**
   * The shards' files beside an index, in order; they may be links to elsewhere.
   *
   * @throws InvalidWeightsException if some are missing
   */
  public List<Path> files(Path index) throws InvalidWeightsException {
    SortedSet<String> shards = shards();
    List<String> missing =
        shards.stream()
            .filter(shard -> !Files.isRegularFile(index.resolveSibling(shard)))
            .map(Quoted::bare)
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidWeightsException(
          "%d of its %d files of weights %s missing: %s"
              .formatted(
                  missing.size(),
                  shards.size(),
                  missing.size() == 1 ? "is" : "are",
                  Quoted.few(missing, MOST_LISTED)));
    }
    return shards.stream().map(index::resolveSibling).toList();
  }

  private static void checkInside(String shard) throws InvalidWeightsException {
    boolean inside;
    try {
      Path path = Path.of(shard);
      inside =
          !shard.isBlank()
              && !shard.contains("\\")
              && path.getRoot() == null
              && !List.of(shard.split("/", -1)).contains("..");
    } catch (InvalidPathException e) {
      inside = false;
    }
    if (!inside) {
      throw new InvalidWeightsException(
          "its shard " + Quoted.of(shard) + " is not the name of a file in the index's folder");
    }
  }
}
