package dev.lamina.plugins.transformers.weights.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint may hold. Values can contain each other, even themselves, so nothing here walks
 * through what a container holds.
 */
sealed interface Value {

  /** What kind of value it is, in messages. */
  String kind();

  /** A text. */
  record Text(String text) implements Value {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A whole number. */
  record Whole(BigInteger number) implements Value {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** None, a truth value or a number with a fraction. */
  enum Plain implements Value {
    NONE,
    TRUE,
    FALSE,
    REAL;

    @Override
    public String kind() {
      return this == NONE ? "None" : this == REAL ? "a number" : "a truth value";
    }
  }

  /** A tuple, also a torch.Size. */
  record Tuple(List<Value> items) implements Value {
    @Override
    public String kind() {
      return "a tuple";
    }
  }

  /**
   * A list.
   *
   * @param items grows
   */
  record Listing(List<Value> items) implements Value {

    Listing() {
      this(new ArrayList<>());
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A dictionary. Only what has a text as its key is kept: a tensor of a model has a name.
   *
   * @param entries grows
   */
  record Table(Map<String, Value> entries) implements Value {

    Table() {
      this(new LinkedHashMap<>());
    }

    @Override
    public String kind() {
      return "a dictionary";
    }
  }

  /** A function or class that a checkpoint may call; see {@link Functions}. */
  enum Function implements Value {
    ORDERED_DICT("collections.OrderedDict"),
    SIZE("torch.Size"),
    REBUILD_TENSOR("torch._utils._rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2"),
    REBUILD_TENSOR_V3("torch._utils._rebuild_tensor_v3"),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter");

    private final String fullName;

    Function(String fullName) {
      this.fullName = fullName;
    }

    /** Its module and name. */
    String fullName() {
      return fullName;
    }

    @Override
    public String kind() {
      return "a function";
    }
  }

  /** A class of storages. */
  record StorageClass(StorageType type) implements Value {
    @Override
    public String kind() {
      return "a class";
    }
  }

  /** A {@code torch.dtype}. */
  record Dtype(StorageType type) implements Value {
    @Override
    public String kind() {
      return "a dtype";
    }
  }

  /**
   * A run of numbers in the file.
   *
   * @param key its name in the file
   * @param elements how many numbers it has
   */
  record Storage(String key, StorageType type, long elements) implements Value {
    @Override
    public String kind() {
      return "a storage";
    }
  }

  /**
   * A view of a storage.
   *
   * @param offset its first number in the storage
   * @param sizes its dimensions
   * @param strides how many numbers of the storage lie between neighbours of a dimension
   */
  record Tensor(
      Storage storage, StorageType type, long offset, List<Long> sizes, List<Long> strides)
      implements Value {
    @Override
    public String kind() {
      return "a tensor";
    }
  }
}
