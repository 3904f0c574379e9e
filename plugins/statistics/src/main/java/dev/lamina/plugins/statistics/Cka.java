package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.plugins.statistics.similarity.LayerCka;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How alike a component's layers represent the prompts: {@link LayerCka}. A layer has {@code next},
 * the similarity to the layer behind it; a component {@code next.lowest}, the least of these,
 * {@code next.lowest_layer}, and {@code first_to_last}.
 */
@Doc(
    """
    How alike the layers of a component represent the prompts: centred kernel alignment (CKA) of every pair of layers, \
    debiased, so that few prompts of many dimensions do not look alike by chance. 1 means the same up to rotation and \
    scale, 0 unrelated; of few prompts, unrelated layers may also be far below 0. A layer has next, the similarity to the following one of \
    the run; a component next.lowest, where it changes most, with next.lowest_layer, and first_to_last. The table has \
    all pairs. With positions: all, tokens take the place of prompts.""")
@Citation({
  "Kornblith et al. 2019, Similarity of Neural Network Representations Revisited, equation 1; arXiv:1905.00414",
  "Song et al. 2012, Feature Selection via Dependence Maximization, JMLR 13, equation 5: unbiased HSIC",
  "Nguyen, Raghu and Kornblith 2021, Do Wide and Deep Networks Learn the Same Things?, equation 2:"
      + " batches; arXiv:2010.15327"
})
@Example("- {type: cka, kernel: linear}")
public final class Cka implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** How to compare. */
  public record Config(
      @Doc("How two prompts are compared") @Default("linear") Kernel kernel,
      @Doc("Width of the rbf kernel")
          @Default("1")
          @Range(min = 0.01, max = 100)
          @Unit("median distances")
          double bandwidth,
      @Doc("Prompts of a batch at most: of each layer, the pairs of one batch are in memory")
          @Default("512")
          @Range(min = 16, max = 4096)
          @Unit("prompts")
          int batch) {}

  @Inject
  Cka(Config config, Seeds seeds, Parallel parallel) {
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
    if (prompts < LayerCka.LEAST_ROWS) {
      problems.error(
          "type",
          "cka needs at least %d prompts, but there are %d; add prompts"
              .formatted(LayerCka.LEAST_ROWS, prompts));
    }
    if (design.layers().size() < 2) {
      problems.error(
          "layers",
          "cka needs two layers or more to compare, but there is one, %s; set e.g. layers: all"
              .formatted(design.layers().get(0)));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    List<Similarities> all = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      if (activations.layers().size() > 1) { // embed and ln_final have one
        double[][] cka =
            new LayerCka(config.kernel(), config.bandwidth(), config.batch(), parallel)
                .of(activations, seeds.random("batches"));
        Similarities found = new Similarities(component, activations.layers(), cka);
        found.record(rows, findings);
        findings.figure(component.id(), found.figure());
        all.add(found);
      }
    }
    findings.table("", new Table(List.of("component", "layer", "other", "cka"), rows));
    if (!all.isEmpty()) {
      String unit = study.design().rowsAreTokens() ? "tokens" : "prompts";
      Similarities changing =
          all.stream().min(Comparator.comparingDouble(Similarities::least)).orElseThrow();
      findings.headline(35, changing.sentence(study, unit, config.kernel()), changing.figure());
    }
  }

  /** Those of a component. */
  private record Similarities(Component component, List<Integer> layers, double[][] cka) {

    void record(List<List<Object>> rows, Findings findings) {
      for (int i = 0; i < layers.size(); i++) {
        for (int j = 0; j < layers.size(); j++) {
          rows.add(List.of(component.id(), layers.get(i), layers.get(j), cka[i][j]));
        }
        if (i + 1 < layers.size()) {
          findings.metric(Metric.ofLayer(component, layers.get(i), "next", cka[i][i + 1]));
        }
      }
      int lowest = lowest();
      findings.metric(Metric.ofComponent(component, "next.lowest", cka[lowest][lowest + 1]));
      findings.metric(Metric.ofComponent(component, "next.lowest_layer", layers.get(lowest)));
      findings.metric(Metric.ofComponent(component, "first_to_last", cka[0][cka.length - 1]));
    }

    /** The place of the layer behind which representations change most. */
    private int lowest() {
      int lowest = 0;
      for (int i = 1; i + 1 < cka.length; i++) {
        if (cka[i][i + 1] < cka[lowest][lowest + 1] || Double.isNaN(cka[lowest][lowest + 1])) {
          lowest = i;
        }
      }
      return lowest;
    }

    /** The similarity there. */
    double least() {
      return cka[lowest()][lowest() + 1];
    }

    String sentence(Study study, String unit, Kernel kernel) {
      int lowest = lowest();
      return "Representations change most from layer %d to %d of %s: CKA with %s kernel %s (1 is the same up to rotation and scale), from the first to the last layer %s; %,d %s."
          .formatted(
              layers.get(lowest),
              layers.get(lowest + 1),
              component,
              kernel == Kernel.LINEAR ? "a linear" : "an RBF",
              Numbers.plain(cka[lowest][lowest + 1]),
              Numbers.plain(cka[0][cka.length - 1]),
              study.activations(component).rows(),
              unit);
    }

    /** Layers from the bottom up, as they are in the model. */
    Figure figure() {
      List<String> names = layers.stream().map(String::valueOf).toList();
      List<String> upwards = new ArrayList<>(names);
      Collections.reverse(upwards);
      double[][] values = new double[cka.length][];
      for (int i = 0; i < values.length; i++) {
        values[i] = cka[values.length - 1 - i];
      }
      return new Heatmap(
              "Similarity of layers, " + component,
              Axis.layers(),
              Axis.layers(),
              names,
              upwards,
              List.of(),
              values,
              Axis.of("CKA"),
              Heatmap.Palette.SEQUENTIAL)
          .within(0, 1);
    }
  }
}
