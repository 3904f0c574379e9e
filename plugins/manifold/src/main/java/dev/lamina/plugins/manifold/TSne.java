package dev.lamina.plugins.manifold;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.manifold.neighbour.Distances;
import dev.lamina.plugins.manifold.project.NeighbourEmbedding;
import dev.lamina.plugins.manifold.project.PrincipalComponents;
import dev.lamina.plugins.manifold.report.ColouredRows;
import dev.lamina.plugins.manifold.report.Method;
import dev.lamina.plugins.manifold.report.Projection;
import dev.lamina.plugins.manifold.report.ProjectionReport;
import dev.lamina.plugins.manifold.separation.Separation;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * t-SNE ({@link NeighbourEmbedding}) of every layer's first 50 principal components, coloured by a
 * label. Metrics a layer: {@code trustworthiness, continuity} ({@link
 * dev.lamina.plugins.manifold.neighbour.Faithfulness}) and {@code silhouette, centroid_distance},
 * in the map, and {@code silhouette.full_space}.
 */
@Doc(
    """
    A map of a layer's prompts in which near prompts stay near (t-SNE), coloured by a label. Exact, on the first 50 \
    principal components where d_model is larger, started from the first two. Distances between clusters and their \
    sizes mean little; neighbourhoods do. silhouette (0 mixed, 1 apart) and centroid_distance are defined as for pca, \
    in the map, where it may be higher than the layer deserves; silhouette.full_space is that of the layer itself, by which \
    layers are compared. trustworthiness is 1 if all neighbours in the map are neighbours in the layer's full space, continuity 1 if \
    no neighbour is lost; both are about 0.5 for points at random. Time and memory grow with the square of the prompts.""")
@Citation({
  "van der Maaten and Hinton 2008, Visualizing Data using t-SNE",
  "Kobak and Berens 2019, The art of using t-SNE for single-cell transcriptomics (start from principal components)",
  "Wattenberg, Viegas and Johnson 2016, How to Use t-SNE Effectively",
  "Venna and Kaski 2001, Neighborhood preservation in nonlinear projection methods: an experimental study",
  "scikit-learn: manifold.TSNE (learning rate, momentum, gains, start), manifold.trustworthiness"
})
@Example("- {type: t-sne, layers: last, by: is_true, perplexity: 30}")
public final class TSne implements Analysis {

  private static final double USUAL_PERPLEXITY = 30;
  private static final double LEAST_PERPLEXITY = 2;
  private static final int IMPORTANCE = 40;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** How to draw the map. */
  public record Config(
      @Included ProjectionSettings projection,
      @Doc(
              "Effective number of neighbours, at most a third of the other prompts. If it is not set:"
                  + " 30, or as many as fit")
          @Range(min = LEAST_PERPLEXITY, max = 1000)
          @Unit("prompts")
          Optional<Double> perplexity,
      @Doc("Steps of gradient descent, the first 250 with exaggerated neighbourhoods")
          @Default("500")
          @Range(min = 300, max = 10_000)
          int iterations,
      @Included RowLimit limit) {}

  @Inject
  TSne(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    int rows = sample(design).length;
    config.projection().check(design, rows, problems);
    double most = mostPerplexity(rows);
    if (most < LEAST_PERPLEXITY) {
      problems.error(
          "type",
          "t-sne needs at least 7 prompts, but there are %d; use pca for so few".formatted(rows));
    } else if (config.perplexity().isPresent() && config.perplexity().get() > most) {
      problems.error(
          "perplexity",
          "must be at most %d for %d prompts, a third of the others, but is %s"
              .formatted((int) most, rows, plain(config.perplexity().get())));
    }
  }

  private static double mostPerplexity(int rows) {
    return Math.floor((rows - 1) / 3.0);
  }

  private int[] sample(StudyDesign design) {
    Label label = design.prompts().label(config.projection().by());
    return config.limit().sample(label, seeds);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    ColouredRows rows =
        ColouredRows.of(study.design(), config.projection().by(), sample(study.design()));
    int count = rows.rows().length;
    double usual = Math.min(USUAL_PERPLEXITY, mostPerplexity(count));
    double perplexity = config.perplexity().orElse(usual);
    FaithfulSample faithful = config.projection().faithful(rows, seeds);
    List<Projection> projections =
        LayerRows.map(
            study,
            "t-SNE",
            progress,
            parallel,
            layer -> project(study, layer, rows, perplexity, faithful));
    boolean lowered = config.perplexity().isEmpty() && perplexity < USUAL_PERPLEXITY;
    String note =
        "perplexity "
            + plain(perplexity)
            + (lowered ? ", lowered from 30 for %d prompts".formatted(count) : "");
    Method method =
        new Method(
            "t-SNE",
            "t-SNE",
            "x",
            note,
            "the t-SNE map (perplexity %s)".formatted(plain(perplexity)),
            IMPORTANCE);
    int[] drawn = IntStream.range(0, count).toArray();
    new ProjectionReport(method, rows, study.design(), drawn).write(projections, findings);
  }

  private Projection project(
      Study study, LayerRows layer, ColouredRows rows, double perplexity, FaithfulSample faithful) {
    float[][] activations = layer.copy(study, rows.rows());
    PrincipalComponents components = PrincipalComponents.leading(activations);
    String purpose = "start %s %d".formatted(layer.component(), layer.layer());
    double[][] points =
        NeighbourEmbedding.of(
            components.scores(), perplexity, config.iterations(), seeds.random(purpose), parallel);
    int[] all = IntStream.range(0, points.length).toArray();
    Optional<Separation> separation = rows.separation(points, all);
    Distances full = faithful.distances(activations, parallel);
    return new Projection(
        layer.component(),
        layer.layer(),
        points,
        new double[0],
        faithful.measure(full, points, parallel),
        separation,
        rows.silhouette(full, faithful.measured(), parallel));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
