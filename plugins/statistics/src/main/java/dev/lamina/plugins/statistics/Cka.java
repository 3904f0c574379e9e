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
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.plugins.statistics.similarity.LayerCka;
import dev.lamina.plugins.statistics.similarity.LayerSimilarities;
import jakarta.inject.Inject;
import java.util.ArrayList;
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
    List<LayerSimilarities> all = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      if (activations.layers().size() > 1) { // embed and ln_final have one
        double[][] cka =
            new LayerCka(config.kernel(), config.bandwidth(), config.batch(), parallel)
                .of(activations, seeds.random("batches"));
        LayerSimilarities found =
            new LayerSimilarities(component, activations.layers(), cka, "CKA");
        rows.addAll(found.record(findings));
        findings.figure(component.id(), found.figure().within(0, 1));
        all.add(found);
      }
    }
    findings.table("", new Table(List.of("component", "layer", "other", "cka"), rows));
    if (!all.isEmpty()) {
      LayerSimilarities changing = LayerSimilarities.changing(all);
      String sentence =
          "Representations change most %s; %,d %s."
              .formatted(
                  changing.change(
                      config.kernel() == Kernel.LINEAR
                          ? "CKA with a linear kernel"
                          : "CKA with an RBF kernel",
                      "1 is the same up to rotation and scale"),
                  study.activations(changing.component()).rows(),
                  study.design().rowsAreTokens() ? "tokens" : "prompts");
      findings.headline(35, sentence, changing.figure());
    }
  }
}
