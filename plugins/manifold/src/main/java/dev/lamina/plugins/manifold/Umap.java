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
import dev.lamina.plugins.manifold.project.PrincipalComponents;
import dev.lamina.plugins.manifold.report.ColouredRows;
import dev.lamina.plugins.manifold.report.Method;
import dev.lamina.plugins.manifold.report.Projection;
import dev.lamina.plugins.manifold.report.ProjectionReport;
import dev.lamina.plugins.manifold.umap.FuzzyEmbedding;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * UMAP ({@link FuzzyEmbedding}) of every layer's first 50 principal components, coloured by a
 * label. Metrics a layer: {@code trustworthiness, continuity} ({@link
 * dev.lamina.plugins.manifold.neighbour.Faithfulness}) and {@code silhouette, centroid_distance},
 * in the map, and {@code silhouette.full_space}.
 */
@Doc(
    """
    A map of a layer's prompts in which near prompts stay near (UMAP), coloured by a label. Neighbours are exact, on the \
    first 50 principal components where d_model is larger; the map starts from the first two. Distances between clusters \
    and their sizes mean little; neighbourhoods do. silhouette (0 mixed, 1 apart) and centroid_distance are defined as for pca, in the \
    map, where it may be higher than the layer deserves; silhouette.full_space is that of the layer itself, by which layers are \
    compared. trustworthiness is 1 if all neighbours in the map are neighbours in the layer's full space, \
    continuity 1 if no neighbour is lost; both are about 0.5 for points at random.""")
@Citation({
  "McInnes, Healy and Melville 2018, UMAP: Uniform Manifold Approximation and Projection; arXiv:1802.03426",
  "Kobak and Linderman 2021, Initialization is critical for preserving global data structure in both t-SNE and UMAP"
      + " (start from principal components)",
  "Venna and Kaski 2001, Neighborhood preservation in nonlinear projection methods: an experimental study",
  "umap-learn 0.5 (start, number of pushes, curve)"
})
@Example("- {type: umap, layers: last, by: is_true, neighbors: 15}")
public final class Umap implements Analysis {

  private static final int USUAL_NEIGHBOURS = 15;
  private static final int LEAST_ROWS = 4;
  private static final int IMPORTANCE = 38;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** How to draw the map. */
  public record Config(
      @Included ProjectionSettings projection,
      @Doc(
              "Size of a prompt's neighbourhood, itself included: small shows detail, large the whole. If"
                  + " it is not set: 15, or as many as there are prompts")
          @Range(min = 2, max = 1000)
          @Unit("prompts")
          Optional<Integer> neighbors,
      @Doc("Distance in the map that near points may keep: small makes clusters dense")
          @Default("0.1")
          @Range(min = 0, max = 0.99)
          double minDist,
      @Doc("Times that the strongest edges are pulled")
          @Default("500")
          @Range(min = 10, max = 10_000)
          int epochs,
      @Included RowLimit limit) {}

  @Inject
  Umap(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    int rows = sample(design).length;
    config.projection().check(design, rows, problems);
    if (rows < LEAST_ROWS) {
      problems.error(
          "type",
          "umap needs at least %d prompts, but there are %d; use pca for so few"
              .formatted(LEAST_ROWS, rows));
    } else if (config.neighbors().isPresent() && config.neighbors().get() > rows) {
      problems.error(
          "neighbors",
          "must be at most %d, the number of prompts, but is %d"
              .formatted(rows, config.neighbors().get()));
    }
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
    int neighbours = config.neighbors().orElse(Math.min(USUAL_NEIGHBOURS, count));
    FaithfulSample faithful = config.projection().faithful(rows, seeds);
    List<Projection> projections =
        LayerRows.map(
            study,
            "UMAP",
            progress,
            parallel,
            layer -> project(study, layer, rows, neighbours, faithful));
    String note =
        "%d neighbours, distance %s"
            .formatted(
                neighbours,
                BigDecimal.valueOf(config.minDist()).stripTrailingZeros().toPlainString());
    Method method =
        new Method("UMAP", "UMAP", "x", note, "the UMAP map (%s)".formatted(note), IMPORTANCE);
    int[] drawn = IntStream.range(0, count).toArray();
    new ProjectionReport(method, rows, study.design(), drawn).write(projections, findings);
  }

  private Projection project(
      Study study, LayerRows layer, ColouredRows rows, int neighbours, FaithfulSample faithful) {
    float[][] activations = layer.copy(study, rows.rows());
    double[][] leading = PrincipalComponents.leading(activations).scores();
    String purpose = "start %s %d".formatted(layer.component(), layer.layer());
    double[][] points =
        FuzzyEmbedding.of(
            leading,
            neighbours,
            config.minDist(),
            config.epochs(),
            seeds.random(purpose),
            parallel);
    int[] all = IntStream.range(0, points.length).toArray();
    Distances full = faithful.distances(activations, parallel);
    return new Projection(
        layer.component(),
        layer.layer(),
        points,
        new double[0],
        faithful.measure(full, points, parallel),
        rows.separation(points, all),
        rows.silhouette(full, faithful.measured(), parallel));
  }
}
