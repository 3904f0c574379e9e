package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.Paths;
import dev.lamina.engine.plugin.NamedModel;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.spec.Literals;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways to write a model, made into a mapping with a type. */
record ModelForms(Registry registry) {

  private static final String SOURCE = "source";
  private static final String SOURCE_TYPE = "transformers";

  /** The mapping that a model's mapping stands for. */
  Node.Mapping full(Node.Mapping written) {
    Optional<Node.Scalar> type = Mappings.text(written, "type");
    if (type.isEmpty()) {
      return withAbsoluteSource(written);
    }
    String name = String.valueOf(type.get().value());
    Location place = type.get().location();
    Optional<NamedModel> named = registry.findNamedModel(name);
    if (named.isPresent()) {
      Node.Mapping settings = (Node.Mapping) Literals.at(place, named.get().settings());
      Map<String, Node.Entry> entries = new LinkedHashMap<>(settings.entries());
      entries.putAll(withAbsoluteSource(written).entries());
      Node.Mapping all = new Node.Mapping(Collections.unmodifiableMap(entries), written.location());
      return Mappings.set(all, "type", Literals.text(named.get().type(), place));
    }
    if (isSource(name)) {
      Node.Mapping typed = Mappings.set(written, "type", Literals.text(SOURCE_TYPE, place));
      return withAbsoluteSource(Mappings.set(typed, SOURCE, type.get()));
    }
    return withAbsoluteSource(written);
  }

  /** Whether a text says where a model is, rather than naming it. */
  static boolean isSource(String text) {
    return text.startsWith("hf:") || isPath(text);
  }

  private static boolean isPath(String text) {
    return !text.startsWith("hf:")
        && (text.startsWith(".")
            || text.contains("/")
            || text.contains(File.separator)
            || text.toLowerCase(Locale.ROOT).endsWith(".gguf"));
  }

  private static Node.Mapping withAbsoluteSource(Node.Mapping mapping) {
    Optional<Node.Scalar> source =
        Mappings.text(mapping, SOURCE).filter(text -> isPath(String.valueOf(text.value())));
    if (source.isEmpty()) {
      return mapping;
    }
    try {
      return Mappings.set(mapping, SOURCE, Paths.absolute(source.get()));
    } catch (InvalidPathException e) {
      return mapping;
    }
  }
}
