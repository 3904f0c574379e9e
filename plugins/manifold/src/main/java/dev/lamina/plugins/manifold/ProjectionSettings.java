package dev.lamina.plugins.manifold;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.manifold.report.ColouredRows;
import java.util.Optional;

/**
 * What a spec says of every projection.
 *
 * @param by the label that colours the points
 * @param trustworthinessNeighbors the size of a neighbourhood that should be kept
 */
record ProjectionSettings(
    @Doc("Label that colours the points") @LabelName @Default("is_true") String by,
    @Doc(
            "Neighbours by which trustworthiness and continuity are measured, less than half of the"
                + " prompts. If it is not set: 5, or as many as fit")
        @Range(min = 1, max = 1000)
        @Unit("prompts")
        Optional<Integer> trustworthinessNeighbors) {

  /** Reports a label or neighbourhoods that do not suit so many projected rows. */
  void check(StudyDesign design, int rows, Problems problems) {
    ColourRules.check(design, by, problems);
    FaithfulSample.check(trustworthinessNeighbors, rows, problems);
  }

  /** The rows by which a projection of these is measured. */
  FaithfulSample faithful(ColouredRows rows, Seeds seeds) {
    return FaithfulSample.of(rows, trustworthinessNeighbors, seeds.random("faithfulness"));
  }
}
