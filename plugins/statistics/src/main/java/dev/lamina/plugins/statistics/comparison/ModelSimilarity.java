package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.comparison.ComparedDesign;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.Comparison;
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
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.similarity.CrossCka;
import dev.lamina.plugins.statistics.similarity.CrossProcrustes;
import dev.lamina.plugins.statistics.similarity.CrossRsa;
import dev.lamina.plugins.statistics.similarity.CrossSimilarity;
import dev.lamina.plugins.statistics.similarity.Kernel;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How alike the runs of a sweep represent the same prompts, every layer of one against every layer
 * of another. Pairs have the metrics of {@link PairSimilarity}.
 */
@Doc(
    """
    How alike the models of a sweep, or the checkpoints of one, represent the same prompts: every layer of one run against \
    every layer of another, a heatmap for each pair of runs. The activations are those that the runs captured; they need not be \
    saved. With measure: cka, 1 means the same up to rotation and scale, and 0 unrelated, as it is debiased; of few prompts \
    unrelated layers may also be below 0. With rsa, 1 means the same order of the prompts' dissimilarities. For each layer of the \
    first run same_depth is the similarity to the second's layer at the nearest relative depth (layer / (layers - 1)), \
    shuffled the same with the prompts of one run in another order, the mean of 5 orders, best the largest similarity to any layer \
    and best_layer that layer; a pair has their means, and matched, the share of layers whose best match is that at the same depth. The table has all pairs of layers. \
    In figures values below 0 have the colour of 0; the numbers in cells are as they are. Pairs are those of the sweep as planned: \
    where a run fails, its pairs are left out.""")
@Citation({
  "Kornblith et al. 2019, Similarity of Neural Network Representations Revisited, sections 2 and 6; arXiv:1905.00414",
  "Nguyen, Raghu and Kornblith 2021, Do Wide and Deep Networks Learn the Same Things?, equation 2:"
      + " batches; arXiv:2010.15327",
  "Song et al. 2012, Feature Selection via Dependence Maximization, JMLR 13, equation 5: unbiased HSIC",
  "Kriegeskorte, Mur and Bandettini 2008, Representational similarity analysis, Frontiers in Systems Neuroscience 2:4",
  "Schönemann 1966, A generalized solution of the orthogonal Procrustes problem, Psychometrika 31(1)"
})
@Example("- {type: model-similarity, component: resid_post, measure: cka}")
public final class ModelSimilarity implements Comparison {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to compare, and how. */
  public record Config(
      @Doc("What is compared of the models; every run captures it") @Default("resid_post")
          Component component,
      @Doc("How two layers are compared") @Default("cka") SimilarityMeasure measure,
      @Doc("Which runs are compared") @Default("auto") RunPairs pairs,
      @Doc("Of cka: how two prompts are compared") @Default("linear") Kernel kernel,
      @Doc("Of cka: width of the rbf kernel")
          @Default("1")
          @Range(min = 0.01, max = 100)
          @Unit("median distances")
          double bandwidth,
      @Doc("Of rsa: dissimilarity of two prompts") @Default("correlation") Distance distance,
      @Doc(
              "Prompts of a batch at most: of each layer of two runs, the pairs of one batch are in memory")
          @Default("512")
          @Range(min = 16, max = 4096)
          @Unit("prompts")
          int batch) {}

  @Inject
  ModelSimilarity(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(List<ComparedDesign> runs, Problems problems) {
    new ComparableRuns(config.component(), runs).check(problems);
    if (config.measure() != SimilarityMeasure.CKA && config.kernel() != Kernel.LINEAR) {
      problems.error("kernel", "is of measure: cka alone; leave it out");
    }
  }

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    ComparedPairs wanted = ComparedPairs.of(config.pairs(), runs);
    List<PairSimilarity> pairs = new ArrayList<>();
    int prompts = 0;
    for (Map.Entry<ComparedRun, List<ComparedRun>> of : wanted.others().entrySet()) {
      try (OpenStudy study = of.getKey().open()) {
        prompts = study.design().prompts().size();
        for (ComparedRun other : of.getValue()) {
          pairs.add(pair(of.getKey(), study, other));
        }
      }
    }
    new ModelSimilarityReport(name(), title(), prompts, pairs, wanted.missing()).write(findings);
  }

  private PairSimilarity pair(ComparedRun first, OpenStudy of, ComparedRun second) {
    try (OpenStudy against = second.open()) {
      Activations a = of.activations(config.component());
      Activations b = against.activations(config.component());
      int[] partners =
          new DepthPartners(
                  a.layers(),
                  of.design().model().layers(),
                  b.layers(),
                  against.design().model().layers())
              .places();
      return new PairSimilarity(
          first,
          second,
          config.component(),
          a.layers(),
          b.layers(),
          partners,
          similarity().of(a, b, partners, seeds.random("prompts")));
    }
  }

  private CrossSimilarity similarity() {
    return switch (config.measure()) {
      case CKA -> new CrossCka(config.kernel(), config.bandwidth(), config.batch(), parallel);
      case RSA -> new CrossRsa(config.distance(), config.batch(), parallel);
      case PROCRUSTES -> new CrossProcrustes(config.batch(), parallel);
    };
  }

  /** What figures call the similarity. */
  private String title() {
    return config.measure().title();
  }

  /** What sentences call it. */
  private String name() {
    return switch (config.measure()) {
      case CKA -> config.kernel() == Kernel.LINEAR ? "linear CKA" : "CKA with an RBF kernel";
      case RSA -> "RSA by " + config.distance().title();
      case PROCRUSTES -> "1 - Procrustes disparity";
    };
  }
}
