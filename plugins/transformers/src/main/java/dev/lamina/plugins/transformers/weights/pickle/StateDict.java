package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.plugins.transformers.weights.pickle.Value.Table;
import dev.lamina.plugins.transformers.weights.pickle.Value.Tensor;
import dev.lamina.plugins.transformers.weights.zip.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The named tensors of a checkpoint, as places in its file. */
final class StateDict {

  private static final int MOST_LISTED = 6;

  private final Path file;
  private final Checkpoint checkpoint;

  StateDict(Path file, Checkpoint checkpoint) {
    this.file = file;
    this.checkpoint = checkpoint;
  }

  List<StoredTensor> tensors() throws InvalidWeightsException {
    if (!(checkpoint.content() instanceof Table whole)) {
      throw new InvalidWeightsException(
          "the file holds " + checkpoint.content().kind() + " instead of tensors with names");
    }
    Table table = whole.entries().get("state_dict") instanceof Table inner ? inner : whole;
    List<StoredTensor> tensors = new ArrayList<>();
    for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
      if (entry.getValue() instanceof Tensor tensor) {
        tensors.add(stored(entry.getKey(), tensor));
      }
    }
    if (tensors.isEmpty() && !table.entries().isEmpty()) {
      throw new InvalidWeightsException(
          "the file holds no tensors but "
              + listed(table)
              + "; save the weights alone: torch.save(model.state_dict(), FILE)");
    }
    return tensors;
  }

  private static String listed(Table table) {
    return Quoted.few(table.entries().keySet().stream().map(Quoted::of).toList(), MOST_LISTED);
  }

  private StoredTensor stored(String name, Tensor tensor) throws InvalidWeightsException {
    Region region = checkpoint.storages().get(tensor.storage().key());
    if (region == null) {
      throw new InvalidWeightsException(
          "tensor %s is in storage %s, which the file does not have"
              .formatted(Quoted.of(name), Quoted.of(tensor.storage().key())));
    }
    long begin;
    try {
      if (end(tensor) > region.length()) {
        throw new InvalidWeightsException(
            "tensor %s, %s of %s, takes %d bytes of its storage, which has %d"
                .formatted(
                    Quoted.of(name),
                    Quoted.bare(tensor.sizes()),
                    tensor.type(),
                    end(tensor),
                    region.length()));
      }
      begin = elements(tensor) == 0 ? 0 : tensor.offset() * tensor.type().bytes();
    } catch (ArithmeticException overflow) {
      throw new InvalidWeightsException(
          "tensor %s, %s with strides %s, is too large for any file"
              .formatted(
                  Quoted.of(name), Quoted.bare(tensor.sizes()), Quoted.bare(tensor.strides())));
    }
    long offset = region.offset() + begin;
    String type = tensor.type().name();
    if (isInRows(tensor)) {
      return new StoredTensor(name, file, type, tensor.sizes(), Order.ROWS, offset);
    }
    if (isInColumns(tensor)) {
      return new StoredTensor(name, file, type, tensor.sizes(), Order.COLUMNS, offset);
    }
    // not a type of weights, so it is refused by name where a parameter is wanted
    String spread = type + " with strides " + tensor.strides();
    return new StoredTensor(name, file, spread, tensor.sizes(), Order.ROWS, offset);
  }

  private static long elements(Tensor tensor) {
    return tensor.sizes().stream().reduce(1L, Math::multiplyExact);
  }

  /** One past the last byte of the storage that the tensor reaches. */
  private static long end(Tensor tensor) {
    if (elements(tensor) == 0) {
      return 0;
    }
    long last = tensor.offset();
    for (int i = 0; i < tensor.sizes().size(); i++) {
      long steps = Math.multiplyExact(tensor.sizes().get(i) - 1, (long) tensor.strides().get(i));
      last = Math.addExact(last, steps);
    }
    return Math.multiplyExact(Math.addExact(last, 1), (long) tensor.type().bytes());
  }

  /** Whether the numbers follow each other; the stride of a dimension of 1 does not matter. */
  private static boolean isInRows(Tensor tensor) {
    long expected = 1;
    for (int i = tensor.sizes().size() - 1; i >= 0; i--) {
      long size = tensor.sizes().get(i);
      if (size > 1 && tensor.strides().get(i) != expected) {
        return false;
      }
      expected *= Math.max(size, 1);
    }
    return true;
  }

  private static boolean isInColumns(Tensor tensor) {
    return tensor.sizes().size() == 2
        && tensor.strides().equals(List.of(1L, tensor.sizes().get(0)));
  }
}
