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
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.manifold.project.PrincipalComponents;
import dev.lamina.plugins.manifold.report.ColouredRows;
import dev.lamina.plugins.manifold.report.Method;
import dev.lamina.plugins.manifold.report.Projection;
import dev.lamina.plugins.manifold.report.ProjectionReport;
import dev.lamina.plugins.manifold.separation.Separation;
import dev.lamina.plugins.manifold.separation.StratifiedSample;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Principal component analysis ({@link PrincipalComponents}) of every layer, coloured by a label.
 * Metrics a layer: {@code explained.1, explained.2, ..., trustworthiness, continuity} ({@link
 * dev.lamina.plugins.manifold.neighbour.Faithfulness}) and {@code silhouette, centroid_distance} as
 * {@link Separation} defines them, in the projection.
 */
@Doc(
    """
    The directions of largest variance of a layer, with its prompts drawn along the first two and coloured by a label. \
    Activations are centred and not scaled; a direction's sign makes its largest loading positive. explained.k is the \
    k-th direction's share of the variance. silhouette is the mean of (b - a) / max(a, b), a and b a prompt's mean \
    distances to its own and to the nearest other class (0 mixed, 1 apart); centroid_distance is the distance between \
    the classes' means (mean over pairs). Both are Euclidean, in the projection to 'dimensions', not in the full space. \
    trustworthiness is 1 if all neighbours in the projection are neighbours in the full space, continuity 1 if no \
    neighbour is lost; both are about 0.5 for points at random.""")
@Citation({
  "Pearson 1901, On lines and planes of closest fit to systems of points in space",
  "Rousseeuw 1987, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
  "Venna and Kaski 2001, Neighborhood preservation in nonlinear projection methods: an experimental study",
  "Kaufman and Rousseeuw 1990, Finding Groups in Data (how silhouettes are read)",
  "scikit-learn: decomposition.PCA, metrics.silhouette_score, manifold.trustworthiness"
})
@Example("- {type: pca, layers: last, by: is_true}")
public final class Pca implements Analysis {

  /** Silhouettes take time in the square of the prompts; more points than this hide each other. */
  private static final int MOST_COMPARED = 5000;

  private static final int IMPORTANCE = 50;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** What to project to. */
  public record Config(
      @Doc("Directions to find; figures show the first two")
          @Default("2")
          @Range(min = 2, max = 1000)
          int dimensions,
      @Included ProjectionSettings projection) {}

  @Inject
  Pca(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    int prompts = design.prompts().size();
    config.projection().check(design, prompts, problems);
    int width =
        design.components().stream()
            .mapToInt(component -> design.model().width(component, design.model().contextLength()))
            .min()
            .orElseThrow();
    int most = Math.min(prompts, width);
    if (config.dimensions() > most) {
      problems.error(
          "dimensions",
          "must be at most %d, the smaller of %d prompts and %d dimensions, but is %d"
              .formatted(most, prompts, width, config.dimensions()));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    int[] all = IntStream.range(0, study.design().prompts().size()).toArray();
    ColouredRows rows = ColouredRows.of(study.design(), config.projection().by(), all);
    int[] compared = StratifiedSample.of(rows.codes(), MOST_COMPARED, seeds.random("sample"));
    FaithfulSample faithful = config.projection().faithful(rows, seeds);
    List<Projection> projections =
        LayerRows.map(
            study,
            "projecting",
            progress,
            parallel,
            layer -> project(study, layer, rows, compared, faithful));
    Method method =
        new Method("PCA", "PC", "pc", "", "the first two principal components", IMPORTANCE);
    new ProjectionReport(method, rows, study.design(), compared).write(projections, findings);
  }

  private Projection project(
      Study study, LayerRows layer, ColouredRows rows, int[] compared, FaithfulSample faithful) {
    float[][] activations = layer.copy(study, rows.rows());
    PrincipalComponents found = PrincipalComponents.of(activations, config.dimensions());
    Optional<Separation> separation = rows.separation(found.scores(), compared);
    return new Projection(
        layer.component(),
        layer.layer(),
        found.scores(),
        found.explained(),
        faithful.measure(faithful.distances(activations, parallel), found.scores(), parallel),
        separation,
        Optional.empty());
  }
}
