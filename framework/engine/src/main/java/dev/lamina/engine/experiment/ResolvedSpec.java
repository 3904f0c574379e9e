package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.engine.spec.Literals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes an experiment down again with every key that it has. */
record ResolvedSpec(ExperimentSpec experiment) {

  Node.Mapping tree() {
    Node.Mapping settings = experiment.settings().completed();
    Map<String, Node> tree = new LinkedHashMap<>();
    tree.put("name", text(experiment.name()));
    copy(settings, tree, List.of("name", "description", "seed"));
    experiment.model().ifPresent(model -> tree.put("model", component(model)));
    experiment.dataset().ifPresent(dataset -> tree.put("dataset", dataset(dataset)));
    experiment.extractor().ifPresent(extractor -> tree.put("extractor", component(extractor)));
    copy(settings, tree, List.of("components", "layers", "positions", "storage"));
    tree.put("special_tokens", text(experiment.tokens().special().name().toLowerCase(Locale.ROOT)));
    tree.put(
        "truncate", Literals.of(experiment.tokens().truncate(), experiment.written().location()));
    tree.put("analyses", list(experiment.analyses(), this::analysis));
    if (!experiment.trackers().isEmpty()) {
      tree.put("tracking", list(experiment.trackers(), this::component));
    }
    return mapping(tree);
  }

  private Node component(ComponentRef component) {
    return mapping(keys(component));
  }

  private Node dataset(DatasetRef dataset) {
    Map<String, Node> keys = keys(dataset.component());
    dataset.options().completed().entries().forEach((key, entry) -> keys.put(key, entry.value()));
    return mapping(keys);
  }

  private Node analysis(AnalysisRef analysis) {
    Map<String, Node> own = keys(analysis.component());
    Map<String, Node> keys = new LinkedHashMap<>();
    keys.put("type", text(analysis.component().component().name()));
    keys.put("id", text(analysis.id()));
    copy(analysis.options().completed(), keys, List.of("id", "components", "layers"));
    keys.putAll(own);
    return mapping(keys);
  }

  private Map<String, Node> keys(ComponentRef component) {
    Map<String, Node> keys = new LinkedHashMap<>();
    keys.put("type", text(component.component().name()));
    component.config().completed().entries().forEach((key, entry) -> keys.put(key, entry.value()));
    return keys;
  }

  private static void copy(Node.Mapping from, Map<String, Node> to, List<String> keys) {
    for (String key : keys) {
      Node.Entry entry = from.entries().get(key);
      if (entry != null) {
        to.put(key, entry.value());
      }
    }
  }

  private Node text(String text) {
    return Literals.text(text, experiment.written().location());
  }

  private <T> Node list(List<T> items, Function<T, Node> item) {
    return new Node.Sequence(items.stream().map(item).toList(), experiment.written().location());
  }

  private Node.Mapping mapping(Map<String, Node> values) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Node.Entry(value.location(), value)));
    return new Node.Mapping(Collections.unmodifiableMap(entries), experiment.written().location());
  }
}
