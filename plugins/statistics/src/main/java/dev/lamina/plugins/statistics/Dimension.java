package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Over how many dimensions representations spread. Metrics a layer: {@code explained.1} and {@code
 * dimensions.90, dimensions.95, dimensions.99} of {@link
 * dev.lamina.plugins.statistics.spectrum.Spectrum}, {@code participation_ratio} ({@link
 * dev.lamina.plugins.statistics.spectrum.ParticipationRatio}) and {@code two_nn} ({@link
 * dev.lamina.plugins.statistics.spectrum.TwoNearest}); of a component {@code .highest} and {@code
 * .highest_layer} of the last two.
 */
@Doc(
    """
    Over how many dimensions do a layer's prompts spread? explained.1 is the first principal component's share of the \
    variance, dimensions.90 (95, 99) how many components it takes for 90% of it, participation_ratio (sum of \
    eigenvalues)^2 / sum of their squares: 1 on a line, n if n directions share the variance. These are about the flat space \
    around the prompts. two_nn is the dimension of the curved surface that they lie on, from the ratio of distances to \
    the two nearest neighbours. All grow with the number of prompts, so compare layers and models on the same prompts. \
    Fewer than 100 prompts are warned of, and hundreds are better. two_nn is too low where the true dimension is above 20 or so, and where prompts come in near pairs, as a \
    fact and its counterfactual do: filter by is_true first. With positions: all, tokens take the place of prompts.""")
@Citation({
  "Jolliffe 2002, Principal Component Analysis, 6.1 (cumulative share of the variance)",
  "Gao et al. 2017, A theory of multineuronal dimensionality, dynamics and measurement, equation 5;"
      + " bioRxiv 214262",
  "Facco et al. 2017, Estimating the intrinsic dimension of datasets by a minimal neighborhood"
      + " information, Scientific Reports 7, 12140",
  "scikit-dimension: id.TwoNN"
})
@Example("- {type: dimension, components: [resid_post]}")
public final class Dimension implements Analysis {

  private static final int LEAST_ROWS = 3;

  /**
   * Of fewer rows the numbers tell of the sample rather than of the representation. Facco et al.
   * 2017 estimate from hundreds of points on, and Eckmann and Ruelle 1992 (Physica D 56, 185) bound
   * the dimension that n points can show, for a related estimator, by 2 log10 n: 4 of a hundred.
   */
  static final int ENOUGH_ROWS = 100;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** How to measure. */
  public record Config(
      @Doc("More prompts than this are sampled at random, as all pairs are compared")
          @Default("2000")
          @Range(min = 10, max = 10_000)
          @Unit("prompts")
          int maxRows) {}

  @Inject
  Dimension(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public boolean takesTokens() {
    return true;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    int prompts = design.prompts().size();
    if (prompts < LEAST_ROWS && !design.rowsAreTokens()) {
      problems.error(
          "type",
          "dimension needs at least %d prompts, but there are %d; add prompts"
              .formatted(LEAST_ROWS, prompts));
    } else if (prompts < ENOUGH_ROWS && !design.rowsAreTokens()) {
      problems.warning(
          "type",
          "two_nn and participation_ratio of %d prompts are little more than their number; take %d or more, better some hundreds"
              .formatted(prompts, ENOUGH_ROWS));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    List<LayerDimension> layers = new ArrayList<>();
    int[] rows = {};
    int total = 0;
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      total = activations.rows();
      rows = sample(total, seeds.random("sample"));
      int[] sampled = rows;
      layers.addAll(
          parallel.map(
              activations.layers(),
              layer -> LayerDimension.of(component, layer, activations.layer(layer), sampled)));
    }
    String unit = study.design().rowsAreTokens() ? "tokens" : "prompts";
    String count =
        rows.length < total
            ? "%,d sampled of %,d %s".formatted(rows.length, total, unit)
            : "%,d %s".formatted(total, unit);
    String few = rows.length < ENOUGH_ROWS ? ", too few for TwoNN, which needs hundreds" : "";
    new DimensionReport(layers, count + few).write(findings);
  }

  /** Some of the rows, ascending; all if they are few. */
  private int[] sample(int rows, SplittableRandom random) {
    int[] drawn = IntStream.range(0, rows).toArray();
    if (rows <= config.maxRows()) {
      return drawn;
    }
    for (int i = 0; i < config.maxRows(); i++) {
      int other = random.nextInt(i, rows);
      int row = drawn[i];
      drawn[i] = drawn[other];
      drawn[other] = row;
    }
    int[] sample = Arrays.copyOf(drawn, config.maxRows());
    Arrays.sort(sample);
    return sample;
  }
}
