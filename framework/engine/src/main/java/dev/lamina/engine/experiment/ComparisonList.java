package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.experiment.option.ComparisonOptions;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Literals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a sweep's spec has under {@code compare}. */
public final class ComparisonList {

  private static final String COMPARE = "compare";

  /** What a sweep has that does not say; without it, the sweep itself would show nothing. */
  private static final String STANDARD = "metric-table";

  private final ComponentBinder components;
  private final ProblemList problems;
  private final Set<String> used = new HashSet<>();
  private final ConfigShape<ComparisonOptions> options = ConfigShape.own(ComparisonOptions.class);

  private ComparisonList(Registry registry, ProblemList problems) {
    this.components = new ComponentBinder(registry, problems);
    this.problems = problems;
  }

  /** Those of a spec's tree, a table if it does not say; what is wrong is reported. */
  public static List<ComparisonRef> of(Node.Mapping tree, Registry registry, ProblemList problems) {
    Node.Entry compare = tree.entries().get(COMPARE);
    if (compare == null) {
      return new ComparisonList(registry, problems)
          .read(
              (Node.Sequence)
                  Literals.of(
                      registry
                          .find(Kind.COMPARISON, STANDARD)
                          .map(of -> List.of(STANDARD))
                          .orElse(List.of()),
                      tree.location()));
    }
    if (!(compare.value() instanceof Node.Sequence list)) {
      problems.error(
          compare.value().location(),
          "compare must be a list but is " + Wording.found(compare.value()));
      return List.of();
    }
    return new ComparisonList(registry, problems).read(list);
  }

  private List<ComparisonRef> read(Node.Sequence list) {
    List<ComparisonRef> found = new ArrayList<>();
    for (Node item : list.items()) {
      components.mapping(Kind.COMPARISON, item).flatMap(this::comparison).ifPresent(found::add);
    }
    return found;
  }

  private Optional<ComparisonRef> comparison(Node.Mapping mapping) {
    ComponentBinder.Parts parts = components.bind(Kind.COMPARISON, mapping, options.names());
    Bound<ComparisonOptions> bound =
        new Binder(problems)
            .bindOrDefaults(options, parts.common(), Kind.COMPARISON.word(), List.of());
    return parts
        .component()
        .map(
            component ->
                new ComparisonRef(
                    bound
                        .config()
                        .id()
                        .map(id -> reserved(id, bound))
                        .orElseGet(() -> free(component.component().name())),
                    component));
  }

  private String reserved(String id, Bound<ComparisonOptions> bound) {
    if (!Names.isName(id)) {
      problems.error(
          bound.place("id"), "id must be " + Names.ALLOWED + " but is the text " + Quoted.of(id));
    } else if (!used.add(id.toLowerCase(Locale.ROOT))) {
      problems.error(bound.place("id"), "another comparison has the id " + Quoted.of(id));
    }
    return id;
  }

  /** The type; of several without an id, the second is {@code type-2}. */
  private String free(String type) {
    String id = type;
    for (int n = 2; !used.add(id); n++) {
      id = type + "-" + n;
    }
    return id;
  }
}
