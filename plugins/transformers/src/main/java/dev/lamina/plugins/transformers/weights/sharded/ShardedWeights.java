package dev.lamina.plugins.transformers.weights.sharded;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights in several files, of which an index is the one that is read first. A tensor that the
 * index does not place in the shard where it is found is left aside.
 */
public final class ShardedWeights implements WeightFile {

  private final WeightFile format;

  /**
   * @param format of the shards
   */
  public ShardedWeights(WeightFile format) {
    this.format = format;
  }

  /**
   * The tensors that an index lists.
   *
   * @param file the index
   */
  @Override
  public List<StoredTensor> tensors(Path file) throws IOException, InvalidWeightsException {
    ShardIndex index = ShardIndex.read(file);
    index.files(file);
    Map<String, String> missing = new LinkedHashMap<>(index.shardOfTensor());
    List<StoredTensor> tensors = new ArrayList<>();
    for (String shard : index.shards()) {
      for (StoredTensor tensor : shard(file, shard)) {
        if (shard.equals(index.shardOfTensor().get(tensor.name()))) {
          missing.remove(tensor.name());
          tensors.add(tensor);
        }
      }
    }
    if (!missing.isEmpty()) {
      List<String> places =
          missing.entrySet().stream()
              .map(place -> Quoted.bare(place.getKey()) + " in " + Quoted.bare(place.getValue()))
              .toList();
      throw new InvalidWeightsException(
          "%d of the tensors that it lists %s not there: %s"
              .formatted(
                  places.size(),
                  places.size() == 1 ? "is" : "are",
                  Quoted.few(places, ShardIndex.MOST_LISTED)));
    }
    return tensors;
  }

  private List<StoredTensor> shard(Path index, String shard)
      throws IOException, InvalidWeightsException {
    try {
      return format.tensors(index.resolveSibling(shard));
    } catch (InvalidWeightsException e) {
      throw new InvalidWeightsException(Quoted.bare(shard) + ": " + e.reason());
    }
  }
}
