package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.engine.spec.Literals;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways to write a data set, made into a mapping with a type. */
final class DatasetForms {

  private static final Map<String, String> TYPES =
      Map.of("csv", "csv", "jsonl", "jsonl", "ndjson", "jsonl");

  private DatasetForms() {}

  /** The mapping that a data set's mapping stands for: its type by the ending of its file. */
  static Node.Mapping full(Node.Mapping written) {
    Optional<Node.Scalar> type = Mappings.text(written, "type");
    if (type.isPresent() && type(type.get()).isPresent() && isFile(type.get())) {
      Node.Mapping file = Mappings.set(written, "file", type.get());
      return Mappings.set(file, "type", typed(type.get()));
    }
    Optional<Node.Scalar> file = Mappings.text(written, "file");
    boolean hasType = written.entries().containsKey("type");
    return hasType || file.isEmpty() || type(file.get()).isEmpty()
        ? written
        : Mappings.set(written, "type", typed(file.get()));
  }

  private static boolean isFile(Node.Scalar name) {
    return String.valueOf(name.value()).contains(".");
  }

  private static Node typed(Node.Scalar file) {
    return Literals.text(type(file).orElseThrow(), file.location());
  }

  private static Optional<String> type(Node.Scalar file) {
    String name = String.valueOf(file.value()).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }
}
