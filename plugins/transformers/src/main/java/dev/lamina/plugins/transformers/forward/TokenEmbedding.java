package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.TensorReader;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.RowOrder;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The vectors of the tokens, which stay in their file: a pack has a few hundred different tokens of
 * a vocabulary that would take a quarter of a small model's memory.
 */
final class TokenEmbedding {

  /** Rows that are looked at together when the model is loaded. */
  private static final int CHECKED = 1 << 12;

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
    if (staysInFile(stored)) {
      this.table = Optional.empty();
      files.unchanged(this::check);
    } else {
      this.table = whole();
    }
  }

  /** Whether vectors are read when they are needed: from one tensor whose rows can be found. */
  static boolean staysInFile(List<StoredTensor> stored) {
    return stored.size() == 1 && stored.get(0).hasRows();
  }

  /** Reads all vectors once, to find numbers that are not finite. */
  private long check() {
    long vocabulary = vocabulary();
    for (long begin = 0; begin < vocabulary; begin += CHECKED) {
      int end = (int) Math.min(vocabulary, begin + CHECKED);
      reader.read(List.of(rows(IntStream.range((int) begin, end).toArray()))).close();
    }
    return vocabulary;
  }

  private StoredTensor rows(int[] rows) {
    return stored.get(0).reordered(RowOrder.of(rows));
  }

  private long vocabulary() {
    return stored.stream().mapToLong(tensor -> tensor.shape().get(0)).sum();
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
   * @throws RunFailedException if an id is not of the vocabulary, or the file has changed or cannot
   *     be read
   */
  NDArray of(int[] ids, NDManager scope) {
    for (int id : ids) {
      if (id < 0 || id >= vocabulary()) {
        throw new RunFailedException(
            "there is no token %d in a vocabulary of %d".formatted(id, vocabulary()));
      }
    }
    if (table.isPresent()) {
      return kernels.embedding(table.get(), scope.create(ids));
    }
    int[] rows = Arrays.stream(ids).sorted().distinct().toArray();
    int[] places = Arrays.stream(ids).map(id -> Arrays.binarySearch(rows, id)).toArray();
    try (NDArray vectors = files.unchanged(() -> reader.into(scope).read(List.of(rows(rows))))) {
      return kernels.embedding(vectors, scope.create(places));
    }
  }
}
