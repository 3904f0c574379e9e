package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.experiment.option.AnalysisOptions;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.problem.ProblemList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a spec's list of analyses. */
final class AnalysisList {

  private static final String PROMPTS = "prompts";

  private final ComponentBinder components;
  private final ProblemList problems;
  private final ConfigShape<AnalysisOptions> options = ConfigShape.own(AnalysisOptions.class);

  AnalysisList(ComponentBinder components, ProblemList problems) {
    this.components = components;
    this.problems = problems;
  }

  /** An analysis whose id may still be missing. */
  private record Unnamed(
      Optional<ComponentRef> component, Bound<AnalysisOptions> options, Location location) {}

  List<AnalysisRef> read(Node node) {
    if (!(node instanceof Node.Sequence list)) {
      String hint =
          node instanceof Node.Scalar scalar && scalar.value() != null
              ? "; write [" + Quoted.bare(scalar.written()) + "]"
              : "";
      problems.error(
          node.location(), "analyses must be a list but is " + Wording.found(node) + hint);
      return List.of();
    }
    if (list.items().isEmpty()) {
      problems.error(
          node.location(), "analyses must have at least one entry (see: lamina list analyses)");
    }
    List<Unnamed> unnamed = new ArrayList<>();
    for (Node item : list.items()) {
      components.mapping(Kind.ANALYSIS, item).map(this::analysis).ifPresent(unnamed::add);
    }
    return named(unnamed);
  }

  private Unnamed analysis(Node.Mapping mapping) {
    ComponentBinder.Parts parts = components.bind(Kind.ANALYSIS, mapping, options.names());
    String owner = Mappings.text(mapping, "type").map(Node.Scalar::written).orElse("analysis");
    Bound<AnalysisOptions> bound =
        new Binder(problems).bindOrDefaults(options, parts.common(), owner, List.of());
    Hooks.check(bound.completed(), problems);
    return new Unnamed(parts.component(), bound, mapping.location());
  }

  private List<AnalysisRef> named(List<Unnamed> unnamed) {
    Map<String, Location> taken = new HashMap<>();
    for (Unnamed analysis : unnamed) {
      analysis.options().config().id().ifPresent(id -> reserve(id, analysis, taken));
    }
    Set<String> used = new HashSet<>(taken.keySet());
    Map<String, Integer> last = new HashMap<>();
    List<AnalysisRef> named = new ArrayList<>();
    for (Unnamed analysis : unnamed) {
      Optional<String> own = analysis.options().config().id();
      analysis
          .component()
          .ifPresent(
              component ->
                  named.add(
                      new AnalysisRef(
                          own.orElseGet(() -> free(component.component().name(), used, last)),
                          component,
                          analysis.options())));
    }
    return named;
  }

  private void reserve(String id, Unnamed analysis, Map<String, Location> taken) {
    Location place = analysis.options().place("id");
    if (!Names.isName(id)) {
      problems.error(place, "id must be " + Names.ALLOWED + " but is the text " + Quoted.of(id));
    }
    if (id.equalsIgnoreCase(PROMPTS)) {
      problems.error(place, "id must not be 'prompts': tables/prompts.csv lists the prompts");
    }
    // file systems that ignore case would mix up their files
    Location first = taken.putIfAbsent(id.toLowerCase(Locale.ROOT), place);
    if (first != null) {
      problems.error(
          place, "another analysis has the id %s, at %s".formatted(Quoted.of(id), first));
    }
  }

  /** The type; of several without an id, the second is {@code type-2}. */
  private static String free(String type, Set<String> used, Map<String, Integer> last) {
    String id;
    do {
      int n = last.merge(type, 1, Integer::sum);
      id = n == 1 ? type : type + "-" + n;
    } while (!used.add(id));
    return id;
  }
}
