package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.NestedReader;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.experiment.option.DatasetOptions;
import dev.lamina.engine.experiment.option.DatasetOptions.MissingLabels;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads components in configurations, written in the same ways as at the top of a spec. */
public record NestedComponents(Registry registry, ProblemList problems) implements NestedReader {

  private static final String MISSING = "missing";

  @Override
  public Optional<Found> read(Class<?> type, Node node, String key) {
    Kind kind = Kind.of(type).orElseThrow(() -> new IllegalStateException(type.getName()));
    return new ComponentBinder(registry, problems)
        .mapping(kind, node)
        .flatMap(mapping -> read(type, kind, mapping, key));
  }

  private <T> Optional<Found> read(Class<T> type, Kind kind, Node.Mapping written, String key) {
    ComponentBinder components = new ComponentBinder(registry, problems);
    switch (kind) {
      case DATASET -> {
        return dataset(DatasetForms.full(written))
            .map(
                set ->
                    found(
                        new NestedComponent<>(type, set.component(), Optional.of(set), key),
                        set.options().completed()));
      }
      case MODEL -> written = new ModelForms(registry).full(written);
      default -> {}
    }
    Node.Mapping none = new Node.Mapping(Map.of(), written.location());
    return components
        .bind(kind, written, List.of())
        .component()
        .map(ref -> found(new NestedComponent<>(type, ref, Optional.empty(), key), none));
  }

  private Optional<DatasetRef> dataset(Node.Mapping written) {
    ConfigShape<DatasetOptions> shape = ConfigShape.own(DatasetOptions.class);
    ComponentBinder.Parts parts =
        new ComponentBinder(registry, problems).bind(Kind.DATASET, written, shape.names());
    Bound<DatasetOptions> options =
        new Binder(problems).bindOrDefaults(shape, parts.common(), Kind.DATASET.word(), List.of());
    DatasetOptions wanted = options.config();
    if (wanted.missing() == MissingLabels.DROP && wanted.balance().isEmpty()) {
      problems.error(
          options.place(MISSING),
          "missing is about the labels that are used, which only the whole data set knows; set it"
              + " there");
    }
    return parts.component().map(component -> new DatasetRef(component, options));
  }

  private static Found found(NestedComponent<?> nested, Node.Mapping options) {
    ComponentRef component = nested.component();
    Node type =
        new Node.Scalar(
            component.component().name(), component.component().name(), nested.location());
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    entries.put("type", new Node.Entry(nested.location(), type));
    entries.putAll(component.config().completed().entries());
    entries.putAll(options.entries());
    return new Found(nested, new Node.Mapping(entries, nested.location()));
  }
}
