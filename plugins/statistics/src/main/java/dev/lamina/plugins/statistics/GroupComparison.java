package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Groups of prompts against each other. At each layer a group has {@code l2_norm} and {@code
 * l2_norm.std}, mean and standard deviation (divided by n) over prompts of the L2 norm; and a layer
 * has, as means over the pairs of groups with centroids c (the mean of the group's rows),
 *
 * <ul>
 *   <li>{@code centroid_distance}: {@code |c1 - c2|};
 *   <li>{@code cosine_distance}: {@code 1 - cos(c1, c2)};
 *   <li>{@code centroid_distance.chance}: what random draws of these sizes from one population
 *       would give, {@code sqrt(t (1/n1 + 1/n2))}, t being the trace of the pair's pooled
 *       covariance.
 * </ul>
 *
 * <p>The table has every pair; figures show the twelve largest groups.
 */
@Doc(
    """
    Two or more groups of a label against each other: norms by layer and distances of their centroids. \
    A group and layer have l2_norm and l2_norm.std (divided by n) over prompts. A layer has, as means over all pairs \
    of groups, centroid_distance (Euclidean), cosine_distance (1 - cosine) and centroid_distance.chance, the \
    distance to expect of two random draws of the groups' sizes from one population. The table has every pair; figures \
    show the twelve largest groups.""")
@Citation({
  "Duda, Hart and Stork 2001, Pattern Classification, 2nd ed., sections 3.8 and 10.7: centroids and scatter",
  "Marks and Tegmark 2024, The Geometry of Truth: differences of class means; arXiv:2310.06824"
})
@Example("- {type: group-comparison, by: relation, groups: [capital_of, located_in, written_by]}")
public final class GroupComparison implements Analysis {

  private static final int MOST_LISTED = 12;

  private final Config config;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label whose classes are the groups") @LabelName @Default("relation") String by,
      @Doc("Values of the label to compare, in this order; all of them if empty") @Default("[]")
          List<String> groups) {

    /** Copies the list. */
    public Config {
      groups = List.copyOf(groups);
    }
  }

  @Inject
  GroupComparison(Config config, Parallel parallel) {
    this.config = config;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (!LabelRules.severalClasses(design, config.by(), problems) || !named(design, problems)) {
      return;
    }
    Groups groups = Groups.of(design, config.by(), config.groups());
    LabelRules.notTooMany(groups, ", or name some by 'groups'", problems);
    LabelRules.twoPromptsEach(groups, "a comparison", problems);
  }

  private boolean named(StudyDesign design, Problems problems) {
    List<String> classes = design.prompts().label(config.by()).classes();
    List<String> unknown =
        config.groups().stream().filter(value -> !classes.contains(value)).toList();
    if (!unknown.isEmpty()) {
      String known =
          classes.stream().limit(MOST_LISTED).map(Quoted::bare).collect(Collectors.joining(", "));
      int more = classes.size() - MOST_LISTED;
      problems.error(
          "groups",
          "no prompt has %s %s; there are: %s%s"
              .formatted(
                  Quoted.bare(config.by()),
                  unknown.stream().map(Quoted::of).collect(Collectors.joining(", ")),
                  known,
                  more > 0 ? " and %d more".formatted(more) : ""));
      return false;
    }
    int distinct = new LinkedHashSet<>(config.groups()).size();
    if (distinct != config.groups().size() || distinct == 1) {
      problems.error(
          "groups",
          "must name two or more different values of %s, or none for all, but is %s"
              .formatted(Quoted.of(config.by()), Quoted.bare(config.groups())));
      return false;
    }
    return true;
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by(), config.groups());
    List<ComponentGroups> measured = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      measured.add(
          new ComponentGroups(
              component,
              activations.layers(),
              parallel.map(
                  activations.layers(),
                  layer -> GroupDistances.of(activations.layer(layer), groups)),
              groups));
    }
    List<List<Object>> norms = new ArrayList<>();
    List<List<Object>> pairs = new ArrayList<>();
    for (ComponentGroups component : measured) {
      component.record(findings);
      norms.addAll(component.normRows());
      pairs.addAll(component.pairRows());
      component.draw(findings);
    }
    findings.table("", new Table(ComponentGroups.PAIR_COLUMNS, pairs));
    findings.table("norms", new Table(ComponentGroups.NORM_COLUMNS, norms));
    ComponentGroups clearest = ComponentGroups.clearest(measured);
    findings.headline(45, clearest.sentence(), clearest.overview());
  }
}
