package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.experiment.ComponentBinder.Parts;
import dev.lamina.engine.experiment.option.DatasetOptions;
import dev.lamina.engine.experiment.option.Settings;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Literals;
import dev.lamina.engine.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an experiment from a spec's tree and reports everything that is wrong with it. */
public final class ExperimentBinder {

  private static final List<String> COMPONENT_KEYS =
      List.of("model", "dataset", "extractor", "analyses", "tracking", "sweep", "compare");
  private static final String OWNER = "the spec";

  private final Spec spec;
  private final Node.Mapping tree;
  private final ProblemList problems;
  private final Binder binder;
  private final ComponentBinder components;
  private final ModelForms modelForms;
  private final TokenChoice tokens;
  private final ConfigShape<Settings> settings = ConfigShape.own(Settings.class);
  private final ConfigShape<DatasetOptions> datasetOptions = ConfigShape.own(DatasetOptions.class);

  private ExperimentBinder(Spec spec, Registry registry, ProblemList problems) {
    this.spec = spec;
    this.tree = spec.tree();
    this.problems = problems;
    this.binder = new Binder(problems);
    this.components = new ComponentBinder(registry, problems);
    this.modelForms = new ModelForms(registry);
    this.tokens = new TokenChoice(problems);
  }

  /**
   * Reads an experiment. Problems of the spec itself are reported too.
   *
   * @param problems takes what is wrong; an experiment with errors must not be run
   */
  public static ExperimentSpec bind(Spec spec, Registry registry, ProblemList problems) {
    problems.addAll(spec.problems());
    return new ExperimentBinder(spec, registry, problems).experiment();
  }

  /**
   * Reads a model that no spec asks for.
   *
   * @param model a name, a source, or a mapping with a type
   * @param problems takes what is wrong
   * @return empty if something is wrong with it
   */
  public static Optional<ComponentRef> bindModel(
      Node model, Registry registry, ProblemList problems) {
    ComponentBinder components = new ComponentBinder(registry, problems);
    return components
        .mapping(Kind.MODEL, model)
        .flatMap(
            mapping ->
                components
                    .bind(Kind.MODEL, new ModelForms(registry).full(mapping), List.of())
                    .component());
  }

  private ExperimentSpec experiment() {
    Bound<Settings> top = settings();
    tokens.add(Mappings.only(tree, tokens.keys()::contains), OWNER);
    Optional<ComponentRef> model = required("model", "minilm").flatMap(this::model);
    Optional<DatasetRef> dataset = required("dataset", "facts").flatMap(this::dataset);
    Optional<ComponentRef> extractor = extractor();
    List<AnalysisRef> analyses =
        required("analyses", "[activation-stats]")
            .map(node -> new AnalysisList(components, problems).read(node))
            .orElse(List.of());
    boolean isCaptureKnown =
        top.written().entries().containsKey("components")
            == tree.entries().containsKey("components");
    if (isCaptureKnown) {
      reportUncaptured(analyses, top.config().components());
    }
    return new ExperimentSpec(
        name(top), top, model, dataset, extractor, tokens.choice(), analyses, trackers(), tree);
  }

  private Bound<Settings> settings() {
    List<String> others = Stream.concat(COMPONENT_KEYS.stream(), tokens.keys().stream()).toList();
    Node.Mapping own = Mappings.without(tree, others);
    Bound<Settings> bound = binder.bindOrDefaults(settings, own, OWNER, others);
    Hooks.check(bound.completed(), problems);
    Node.Entry compare = tree.entries().get("compare");
    if (compare != null && !tree.entries().containsKey("sweep")) {
      problems.error(compare.key(), "'compare' is about the child runs of a sweep; there is none");
    }
    return bound;
  }

  private Optional<Node> required(String key, String example) {
    Node.Entry entry = tree.entries().get(key);
    if (entry == null) {
      problems.error(
          tree.location(),
          "missing key %s in %s, for example %s: %s"
              .formatted(Quoted.of(key), OWNER, key, example));
      return Optional.empty();
    }
    return Optional.of(entry.value());
  }

  private Optional<ComponentRef> model(Node node) {
    return components
        .mapping(Kind.MODEL, node)
        .flatMap(mapping -> withTokens(Kind.MODEL, modelForms.full(mapping)));
  }

  private Optional<ComponentRef> extractor() {
    Node.Entry entry = tree.entries().get("extractor");
    Node node = entry == null ? Literals.text("activations", tree.location()) : entry.value();
    return components
        .mapping(Kind.EXTRACTOR, node)
        .flatMap(mapping -> withTokens(Kind.EXTRACTOR, mapping));
  }

  private Optional<ComponentRef> withTokens(Kind kind, Node.Mapping mapping) {
    Parts parts = components.bind(kind, mapping, tokens.keys());
    tokens.add(parts.common(), kind.word());
    return parts.component();
  }

  private Optional<DatasetRef> dataset(Node node) {
    Optional<Node.Mapping> mapping = components.mapping(Kind.DATASET, node).map(DatasetForms::full);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    List<String> common =
        Stream.concat(datasetOptions.names().stream(), tokens.keys().stream()).toList();
    Parts parts = components.bind(Kind.DATASET, mapping.get(), common);
    tokens.add(Mappings.only(parts.common(), tokens.keys()::contains), "dataset");
    Bound<DatasetOptions> options =
        binder.bindOrDefaults(
            datasetOptions, Mappings.without(parts.common(), tokens.keys()), "dataset", List.of());
    return parts.component().map(component -> new DatasetRef(component, options));
  }

  private List<ComponentRef> trackers() {
    Node.Entry entry = tree.entries().get("tracking");
    if (entry == null || (entry.value() instanceof Node.Scalar scalar && scalar.value() == null)) {
      return List.of();
    }
    List<Node> items =
        entry.value() instanceof Node.Sequence sequence ? sequence.items() : List.of(entry.value());
    List<ComponentRef> trackers = new ArrayList<>();
    for (Node item : items) {
      components
          .mapping(Kind.TRACKER, item)
          .flatMap(mapping -> components.bind(Kind.TRACKER, mapping, List.of()).component())
          .ifPresent(trackers::add);
    }
    return trackers;
  }

  private String name(Bound<Settings> top) {
    Optional<String> set = top.config().name();
    if (set.isPresent()) {
      Location place = top.place("name");
      if (!Names.isName(set.get()) && !problems.hasErrorAt(place)) {
        problems.error(
            place, "name must be " + Names.ALLOWED + " but is the text " + Quoted.of(set.get()));
      }
      return set.get();
    }
    Path file = spec.file().toAbsolutePath().getFileName();
    String name = file == null ? "" : file.toString().replaceFirst("\\.[^.]*$", "");
    if (!Names.isName(name)) {
      problems.error(
          tree.location(),
          "missing key 'name' in %s: it must be %s but the file's name gives %s"
              .formatted(OWNER, Names.ALLOWED, Quoted.of(name)));
    }
    return name;
  }

  private void reportUncaptured(List<AnalysisRef> analyses, List<Component> captured) {
    for (AnalysisRef analysis : analyses) {
      for (Component component : analysis.options().config().components().orElse(List.of())) {
        if (!captured.contains(component)) {
          problems.error(
              analysis.options().place("components"),
              "components of %s must be among those of the spec (%s), but %s is not"
                  .formatted(
                      Quoted.bare(analysis.id()),
                      String.join(", ", captured.stream().map(Component::id).distinct().toList()),
                      component));
        }
      }
    }
  }
}
