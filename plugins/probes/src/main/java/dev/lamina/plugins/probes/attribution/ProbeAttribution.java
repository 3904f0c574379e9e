package dev.lamina.plugins.probes.attribution;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.place.LayerRows;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbeRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import jakarta.inject.Inject;

/**
 * Decomposes the decision of a probe of the residual stream into what each block's attention and
 * MLP have added to the stream.
 *
 * <p>Metrics of {@code attn_out} and {@code mlp_out} a layer: {@code difference, difference.low,
 * difference.high, share}; the component: {@code share.sum}; the study: {@code resid_pre.share} and
 * the like of what enters the first block, {@code accuracy, difference}.
 */
@Doc(
    """
    Which blocks a probe's answer comes from: the decision of a probe of resid_post at a layer is the sum of what the \
    embedding and each attention and MLP before have added to the residual stream, each times the probe's direction. \
    difference is how much more a part adds for prompts of the first class than for those of the second, in units of the \
    decision, with a 95% interval by bootstrap over groups; share is that of the whole difference, negative for parts that \
    speak against it, and all shares sum to 1. Each prompt is measured with a probe that has not seen it. Needs resid_post, attn_out and \
    mlp_out of all layers up to it, in a model without a norm on the stream between blocks (not BERT).""")
@Citation({
  "Elhage et al. 2021, A Mathematical Framework for Transformer Circuits: the residual stream as a sum",
  "nostalgebraist 2020, interpreting GPT: the logit lens; Nanda 2022, TransformerLens: direct logit attribution"
})
@Example("- {type: probe-attribution, target: is_true, layer: -1}")
public final class ProbeAttribution implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** Which probe to decompose. */
  public record Config(
      @Doc("Label to predict, of two classes") @LabelName @Default("is_true") String target,
      @Doc("Layer whose resid_post is probed; negative from the end") @Default("-1") int layer,
      @Included LinearFit fit,
      @Included GroupedFolds division) {}

  @Inject
  ProbeAttribution(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds.shared();
    this.parallel = parallel;
  }

  /** The layer, counted from 0. */
  private int layer(StudyDesign design) {
    return config.layer() < 0 ? design.model().layers() + config.layer() : config.layer();
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    new AttributionRules(design, problems).check(config.layer(), layer(design));
    ProbingTask task = ProbingTask.of(design, config.target(), config.division());
    new ProbeRules(task, config.fit().probe(), config.division().folds(), problems)
        .check(seeds.random("folds"));
    if (task.classes() > 2) {
      problems.error(
          "target",
          "label %s has %d classes; probe-attribution tells two apart"
              .formatted(Quoted.of(config.target()), task.classes()));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    ProbingTask task = ProbingTask.of(study.design(), config.target(), config.division());
    Folds folds = task.folds(config.division().folds(), seeds.random("folds"));
    int layer = layer(study.design());
    Probe probe = config.fit().scored(seeds, parallel);
    HeldOutProbes probes =
        HeldOutProbes.fit(
            probe, task, folds, LayerRows.of(study.activations(Component.RESID_POST), layer));
    Bootstrap bootstrap = new Bootstrap(task.groups(), seeds.random("bootstrap"));
    Decomposition found = Decomposition.of(study, task, probes, layer, bootstrap);
    new AttributionReport(task, layer, found).write(findings);
  }
}
