package dev.lamina.engine.plan;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.engine.experiment.AnalysisRef;
import dev.lamina.engine.experiment.option.AnalysisOptions;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.select.LayerPart;
import dev.lamina.engine.select.LayerSelection;
import dev.lamina.engine.service.DerivedSeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the analyses and lets them check what they will be given. */
final class AnalysisPlanner {

  private final Components components;
  private final ProblemList problems;
  private final StudyDesign captured;
  private final long seed;

  /**
   * @param captured everything that is captured
   */
  AnalysisPlanner(Components components, ProblemList problems, StudyDesign captured, long seed) {
    this.components = components;
    this.problems = problems;
    this.captured = captured;
    this.seed = seed;
  }

  /** The analyses that can be built; what is wrong with the others is reported. */
  List<PlannedAnalysis> plan(List<AnalysisRef> wanted) {
    List<PlannedAnalysis> planned = new ArrayList<>();
    for (AnalysisRef analysis : wanted) {
      Problems reports = analysis.component().problems(problems);
      AnalysisOptions options = analysis.options().config();
      List<Component> looksAt = options.components().orElse(captured.components());
      Optional<List<Integer>> layers = layers(options);
      if (layers.isEmpty()) {
        continue;
      }
      StudyDesign design =
          new StudyDesign(
              captured.prompts(), captured.model(), looksAt, layers.get(), captured.positions());
      Analysis built =
          components.build(
              Analysis.class,
              analysis.component().component(),
              analysis.component().config(),
              new DerivedSeeds(seed, analysis.id()));
      if (captured.rowsAreTokens() && !built.takesTokens()) {
        reports.error(
            "type",
            "%s looks at one row a prompt and cannot take  positions: all"
                .formatted(analysis.component().component().name()));
      } else if (looksAt.stream().anyMatch(Component::masked) && !built.takesMasked()) {
        reports.error(
            "type",
            "%s cannot take attn_scores, which are minus infinity where a token does not see a key; capture pattern instead, or give it other components"
                .formatted(analysis.component().component().name()));
      } else {
        built.check(design, reports);
      }
      planned.add(
          new PlannedAnalysis(
              analysis.id(), analysis.component().component().name(), built, design));
    }
    return planned;
  }

  /** All and every-n mean the captured ones; layers that are named must be among them. */
  private Optional<List<Integer>> layers(AnalysisOptions options) {
    if (options.layers().isEmpty()) {
      return Optional.of(captured.layers());
    }
    LayerSelection selection = options.layers().get();
    try {
      List<Integer> named = selection.resolve(captured.model().layers());
      List<Integer> there = named.stream().filter(captured.layers()::contains).toList();
      boolean open = selection.parts().stream().allMatch(LayerPart.Every.class::isInstance);
      if (there.size() < named.size() && !(open && !there.isEmpty())) {
        problems.error(
            selection.location(),
            "'layers' must be among the captured layers %s but selects %s"
                .formatted(captured.layers(), named));
        return Optional.empty();
      }
      return Optional.of(there);
    } catch (InvalidValueException e) {
      problems.error(e.location(), "'layers' " + e.getMessage());
      return Optional.empty();
    }
  }
}
