package dev.lamina.engine.sample;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** An analysis that finds nothing. */
@Doc("Fits a linear map from activations to a label. A layer at a time.")
@Citation("Alain and Bengio 2016")
@Example("- {type: linear-probe, target: is_true}")
public final class SampleAnalysis implements Analysis {

  @Inject
  SampleAnalysis() {}

  @Override
  public void analyze(Study study, Findings findings) {}

  /** Keys of {@code pca}. */
  public record Pca(
      @Doc("How many components.") @Default("2") @Range(min = 1) int k,
      @Doc("Label that colours the points.") @LabelName @Default("is_true") Optional<String> by,
      @Doc("Which components are drawn.") @Default("[1, 2]") @Range(min = 1, max = 50)
          List<Integer> drawn) {}

  /** Keys of {@code linear-probe}. */
  public record Probe(
      @Doc("Label that is predicted.") @LabelName String target,
      @Doc("Folds of the cross-validation.") @Default("5") @Range(min = 2) @Unit("folds") int folds,
      @Doc("Rows of one group stay in one fold.") @LabelName @Default("pair")
          Optional<String> groupBy,
      @Doc("Label of the control.") @LabelName @Default("is_true") String control,
      @Doc("Strength of the penalty.") @Default("1.0") @Range(min = 0) double penalty,
      @Doc("Share held out.") @Default("0.2") @Range(min = 0, max = 1) double share,
      @Doc("How it is fitted.") @Default("lib_linear") Solver solver,
      @Doc("Whether the coefficients are written.") @Default("false") boolean coefficients,
      @Doc("When fitting ends.") @Default("{}") Stop stop) {}

  /** How a probe is fitted. */
  public enum Solver {
    @Doc("LibLinear.")
    LIB_LINEAR,
    @Doc("Stochastic gradient descent.")
    SGD
  }

  /** When fitting ends. */
  public record Stop(
      @Doc("The most rounds.") @Default("100") @Range(min = 1) int maxRounds,
      @Doc("The least change.") @Default("1e-4") double tolerance) {
    public Stop {
      if (tolerance <= 0) {
        throw new IllegalArgumentException("tolerance must be above 0 but is " + tolerance);
      }
    }
  }
}
