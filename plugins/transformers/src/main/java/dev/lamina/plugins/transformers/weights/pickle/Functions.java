package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.pickle.Value.Dtype;
import dev.lamina.plugins.transformers.weights.pickle.Value.Function;
import dev.lamina.plugins.transformers.weights.pickle.Value.Listing;
import dev.lamina.plugins.transformers.weights.pickle.Value.Storage;
import dev.lamina.plugins.transformers.weights.pickle.Value.StorageClass;
import dev.lamina.plugins.transformers.weights.pickle.Value.Table;
import dev.lamina.plugins.transformers.weights.pickle.Value.Tensor;
import dev.lamina.plugins.transformers.weights.pickle.Value.Text;
import dev.lamina.plugins.transformers.weights.pickle.Value.Tuple;
import dev.lamina.plugins.transformers.weights.pickle.Value.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The few functions and classes of Python that a checkpoint may name, and what calling one gives.
 * Nothing is looked up or run: each is a case here, and every other name is refused.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/_utils.py">torch._utils</a>
 */
final class Functions {

  private static final Map<String, Function> KNOWN =
      Arrays.stream(Function.values()).collect(Collectors.toMap(Function::fullName, f -> f));

  private Functions() {}

  /** What a module calls a name. */
  static Value find(String module, String name) throws InvalidWeightsException {
    Function function = KNOWN.get(module + "." + name);
    if (function != null) {
      return function;
    }
    if (module.equals("torch.storage") && name.matches("_?UntypedStorage")) {
      return new StorageClass(StorageType.U8);
    }
    if (module.equals("torch")) {
      Optional<Value> type =
          StorageType.ofStorage(name)
              .<Value>map(StorageClass::new)
              .or(() -> StorageType.ofDtype(name).map(Dtype::new));
      if (type.isPresent()) {
        return type.get();
      }
    }
    throw new InvalidWeightsException(
        "the file wants to run "
            + Quoted.bare(module + "." + name)
            + ", not a tensor or container; torch.save(model.state_dict(), FILE) writes a file"
            + " without it");
  }

  /** What a function gives. */
  static Value call(Value function, List<Value> values) throws InvalidWeightsException {
    if (!(function instanceof Function known)) {
      throw new InvalidWeightsException("the file wants to call " + function.kind());
    }
    Arguments arguments = new Arguments(known.fullName(), values);
    return switch (known) {
      case ORDERED_DICT -> dictionary(arguments);
      case SIZE -> arguments.get(0, Tuple.class);
      case REBUILD_PARAMETER -> arguments.get(0, Tensor.class);
      case REBUILD_TENSOR -> tensor(arguments);
      case REBUILD_TENSOR_V2 -> {
        refuseLaziness(values, 6);
        yield tensor(arguments);
      }
      case REBUILD_TENSOR_V3 -> {
        refuseLaziness(values, 7);
        Tensor bytes = tensor(arguments);
        StorageType type = arguments.get(6, Dtype.class).type();
        yield new Tensor(bytes.storage(), type, bytes.offset(), bytes.sizes(), bytes.strides());
      }
    };
  }

  /** A storage that is kept outside of the pickle, as {@code torch.save} refers to it. */
  static Storage storage(Value reference) throws InvalidWeightsException {
    if (reference instanceof Tuple tuple
        && tuple.items().size() >= 5
        && tuple.items().get(0) instanceof Text what
        && what.text().equals("storage")
        && tuple.items().get(1) instanceof StorageClass storage
        && tuple.items().get(2) instanceof Text key) {
      long elements = Arguments.count(tuple.items().get(4), "a storage's length");
      if (tuple.items().size() > 5 && tuple.items().get(5) != Value.Plain.NONE) {
        throw new InvalidWeightsException(
            "storage "
                + Quoted.of(key.text())
                + " is a part of another one, as PyTorch before 1.0 could save it; not supported");
      }
      return new Storage(key.text(), storage.type(), elements);
    }
    throw new InvalidWeightsException(
        "the file refers to something outside of its pickle that is not a storage of numbers");
  }

  /** Python 2 writes an OrderedDict with a list of its pairs. */
  private static Table dictionary(Arguments arguments) throws InvalidWeightsException {
    Table table = new Table();
    if (arguments.values().isEmpty()) {
      return table;
    }
    for (Value pair : arguments.get(0, Listing.class).items()) {
      List<Value> items =
          pair instanceof Listing list
              ? list.items()
              : pair instanceof Tuple tuple ? tuple.items() : List.of();
      if (items.size() != 2) {
        throw new InvalidWeightsException("a dictionary is made of something other than pairs");
      }
      put(table, items.get(0), items.get(1));
    }
    return table;
  }

  /** Adds an entry to a dictionary. */
  static void put(Table table, Value key, Value value) throws InvalidWeightsException {
    if (key instanceof Text text && table.entries().put(text.text(), value) != null) {
      throw new InvalidWeightsException(
          "a dictionary of the file lists " + Quoted.of(text.text()) + " twice");
    }
    if (!(key instanceof Text || key instanceof Whole || key instanceof Value.Plain)) {
      throw new InvalidWeightsException("a dictionary of the file has " + key.kind() + " as a key");
    }
  }

  /** The arguments common to all versions: storage, offset, sizes, strides. */
  private static Tensor tensor(Arguments arguments) throws InvalidWeightsException {
    Storage storage = arguments.get(0, Storage.class);
    long offset = Arguments.count(arguments.get(1, Whole.class), "a tensor's offset");
    List<Long> sizes = arguments.counts(2, "a tensor's size");
    List<Long> strides = arguments.counts(3, "a tensor's stride");
    if (sizes.size() != strides.size()) {
      throw new InvalidWeightsException(
          "a tensor has %d dimensions, but %d strides".formatted(sizes.size(), strides.size()));
    }
    return new Tensor(storage, storage.type(), offset, sizes, strides);
  }

  /** A negated or conjugated view has the numbers of what it is a view of. */
  private static void refuseLaziness(List<Value> arguments, int index)
      throws InvalidWeightsException {
    if (index < arguments.size()
        && arguments.get(index) instanceof Table bits
        && !bits.entries().isEmpty()) {
      throw new InvalidWeightsException(
          "a tensor is a negated or conjugated view; resolve_neg() and resolve_conj() make it one"
              + " that can be read");
    }
  }
}
