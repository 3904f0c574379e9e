package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.TensorReader;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.RowOrder;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The vectors of the tokens, which stay in their file: a pack has a few hundred different tokens of
 * a vocabulary that would take a quarter of a small model's memory.
 */
final class TokenEmbedding {

  private final TensorReader reader;
  private final Kernels kernels;
  private final List<StoredTensor> stored;
  private final FileStates files;
  private final Optional<NDArray> table;

  /**
   * @param files what the files must still be when vectors are read
   */
  TokenEmbedding(
      TensorReader reader, Kernels kernels, List<StoredTensor> stored, FileStates files) {
    this.reader = reader;
    this.kernels = kernels;
    this.stored = stored;
    this.files = files;
    this.table = stored.size() == 1 && stored.get(0).hasRows() ? Optional.empty() : whole();
  }

  private Optional<NDArray> whole() {
    return Optional.of(files.unchanged(() -> reader.read(stored)));
  }

  /** The whole table, [vocabulary, width], of the model's manager. */
  NDArray table() {
    return table.or(this::whole).orElseThrow();
  }

  /**
   * ids [n] -> [n, width].
   *
   * @param scope what the result belongs to
   * @throws dev.lamina.api.problem.RunFailedException if the file has changed, cannot be read, or
   *     holds NaN or infinities there
   */
  NDArray of(int[] ids, NDManager scope) {
    if (table.isPresent()) {
      return kernels.embedding(table.get(), scope.create(ids));
    }
    int[] rows = Arrays.stream(ids).sorted().distinct().toArray();
    int[] places = Arrays.stream(ids).map(id -> Arrays.binarySearch(rows, id)).toArray();
    List<StoredTensor> some = List.of(stored.get(0).reordered(RowOrder.of(rows)));
    try (NDArray vectors = files.unchanged(() -> reader.into(scope).read(some))) {
      return kernels.embedding(vectors, scope.create(places));
    }
  }
}
