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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The few functions and classes of Python that a checkpoint may name, and what calling one gives.
 * Nothing is looked up or run: each is a case here, and every other name is refused.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/_utils.py">torch._utils</a>
 */
final class Functions {

  /** PyTorch's own limit. */
  private static final int MOST_DIMENSIONS = 64;

  private static final Map<String, Function> KNOWN =
      Map.of(
          "collections.OrderedDict", Function.ORDERED_DICT,
          "torch.Size", Function.SIZE,
          "torch._utils._rebuild_tensor", Function.REBUILD_TENSOR,
          "torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR_V2,
          "torch._utils._rebuild_tensor_v3", Function.REBUILD_TENSOR_V3,
          "torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);

  private Functions() {}

  /** What a module calls a name. */
  static Value find(String module, String name) throws InvalidWeightsException {
    Function function = KNOWN.get(module + "." + name);
    if (function != null) {
      return function;
    }
    if (module.equals("torch.storage") && name.matches("_?UntypedStorage")) {
      return new StorageClass(NumberType.U8);
    }
    if (module.equals("torch")) {
      Optional<Value> type =
          NumberType.ofStorage(name)
              .<Value>map(StorageClass::new)
              .or(() -> NumberType.ofDtype(name).map(Dtype::new));
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
  static Value call(Value function, List<Value> arguments) throws InvalidWeightsException {
    if (!(function instanceof Function known)) {
      throw new InvalidWeightsException("the file wants to call " + function.kind());
    }
    return call(known, arguments);
  }

  private static Value call(Function known, List<Value> arguments) throws InvalidWeightsException {
    return switch (known) {
      case ORDERED_DICT -> dictionary(arguments);
      case SIZE -> argument(arguments, 0, Tuple.class, known);
      case REBUILD_PARAMETER -> argument(arguments, 0, Tensor.class, known);
      case REBUILD_TENSOR -> tensor(arguments, known);
      case REBUILD_TENSOR_V2 -> {
        refuseLaziness(arguments, 6);
        yield tensor(arguments, known);
      }
      case REBUILD_TENSOR_V3 -> {
        refuseLaziness(arguments, 7);
        Tensor bytes = tensor(arguments, known);
        NumberType type = argument(arguments, 6, Dtype.class, known).type();
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
      long elements = count(tuple.items().get(4), "a storage's length");
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
  private static Table dictionary(List<Value> arguments) throws InvalidWeightsException {
    Table table = new Table();
    if (arguments.isEmpty()) {
      return table;
    }
    for (Value pair : argument(arguments, 0, Listing.class, Function.ORDERED_DICT).items()) {
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
  private static Tensor tensor(List<Value> arguments, Function function)
      throws InvalidWeightsException {
    Storage storage = argument(arguments, 0, Storage.class, function);
    long offset = count(argument(arguments, 1, Whole.class, function), "a tensor's offset");
    List<Long> sizes = counts(argument(arguments, 2, Tuple.class, function), "size");
    List<Long> strides = counts(argument(arguments, 3, Tuple.class, function), "stride");
    if (sizes.size() != strides.size()) {
      throw new InvalidWeightsException(
          "a tensor has %d dimensions, but %d strides".formatted(sizes.size(), strides.size()));
    }
    return new Tensor(storage, storage.type(), offset, sizes, strides);
  }

  private static <T extends Value> T argument(
      List<Value> arguments, int index, Class<T> type, Function function)
      throws InvalidWeightsException {
    if (index < arguments.size() && type.isInstance(arguments.get(index))) {
      return type.cast(arguments.get(index));
    }
    String found = index < arguments.size() ? arguments.get(index).kind() : "nothing";
    throw new InvalidWeightsException(
        "the file calls %s with %s as its argument %d"
            .formatted(nameOf(function), found, index + 1));
  }

  private static String nameOf(Function function) {
    return KNOWN.entrySet().stream()
        .filter(entry -> entry.getValue() == function)
        .map(Map.Entry::getKey)
        .findAny()
        .orElseThrow();
  }

  private static List<Long> counts(Tuple tuple, String what) throws InvalidWeightsException {
    if (tuple.items().size() > MOST_DIMENSIONS) {
      throw new InvalidWeightsException(
          "a tensor has " + tuple.items().size() + " dimensions; PyTorch has " + MOST_DIMENSIONS);
    }
    List<Long> counts = new ArrayList<>();
    for (Value item : tuple.items()) {
      counts.add(count(item, "a tensor's " + what));
    }
    return List.copyOf(counts);
  }

  private static long count(Value value, String what) throws InvalidWeightsException {
    if (!(value instanceof Whole whole)) {
      throw new InvalidWeightsException(what + " is " + value.kind() + " instead of a number");
    }
    if (whole.number().signum() < 0 || whole.number().bitLength() >= Long.SIZE) {
      throw new InvalidWeightsException(
          what + " is " + Quoted.bare(whole.number()) + "; 0 to 2^63 - 1 are possible");
    }
    return whole.number().longValueExact();
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
