package dev.lamina.plugins.probes;

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
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.fit.mlp.MlpLearner;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.task.ProbingTask;
import jakarta.inject.Inject;
import java.util.List;

/**
 * {@link LinearProbe} with a perceptron of one hidden layer in the linear map's place, by the same
 * procedure and with the same metrics, so that the two can be held against each other.
 */
@Doc(
    """
    How well a label can be read off the activations by a multilayer perceptron (MLP) with one hidden layer of rectified \
    linear units, a layer and component, to be held against a linear map. Procedure, folds, shuffled labels, metrics, tables and figures are those of linear-probe, which \
    is fitted beside it: 'gain' is its accuracy less that of the linear probe, with a 95% interval (bootstrap over groups), and \
    the table and figures 'comparison' have both probes' accuracy, 'control' (that on shuffled labels) and 'selectivity' (the one less the other). Where the gain is above \
    0, the model may hold the label in a form that is not linear, or the MLP may have learned it by itself: of two probes that are as accurate, the \
    more selective one says more of the model (Hewitt and Liang). Where groups are held out together shuffled labels cannot be known, and any probe's control is at \
    chance. The fit minimizes what scikit-learn's MLPClassifier(solver='lbfgs') does, mean log loss + alpha / (2 n) times the squared weights, on standardized activations, from random weights of one seed, \
    in at most 200 steps. bag_of_tokens is that of a logistic regression. A fit of 1,200 prompts of 576 features takes 1.6 s on a core, some 25 times what \
    a logistic regression takes, and half of that with 32 hidden units.""")
@Citation({
  "Hewitt and Liang 2019, Designing and Interpreting Probes with Control Tasks (MLP probes, selectivity)",
  "Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks (first weights)",
  "Nocedal and Wright 2006, Numerical Optimization, chapter 7 (limited-memory BFGS)",
  "scikit-learn: MLPClassifier, StandardScaler, StratifiedGroupKFold",
  "Nadeau and Bengio 2003, Inference for the Generalization Error (correction for overlapping training sets)",
  "Davison and Hinkley 1997, Bootstrap Methods and their Application (bootstrap over groups)"
})
@Example("- {type: mlp-probe, target: is_true, folds: 5, group_by: pair, hidden: 64}")
public final class MlpProbe implements Analysis {

  private final Config config;
  private final ProbeProcedure procedure;

  /** What to probe for, and how. */
  public record Config(
      @Doc("Label to predict, of two or more classes") @LabelName @Default("is_true") String target,
      @Doc("Units of the hidden layer") @Default("64") @Range(min = 1, max = 1024) @Unit("units")
          int hidden,
      @Doc(
              "Strength of the L2 penalty on the weights, as scikit-learn's MLPClassifier; 1 is that"
                  + " of linear-probe's c: 1")
          @Default("1.0")
          @Range(min = 0, max = 1e6)
          double alpha,
      @Doc(
              "Also fit a linear probe, a logistic regression with c = 1 / alpha, on the same folds and"
                  + " shuffled labels, and compare: metrics gain, linear.accuracy, linear.control and"
                  + " linear.selectivity, the table and figures 'comparison'")
          @Default("true")
          boolean linear,
      @Included Evaluation evaluation)
      implements ProbeSettings {

    /** The linear probe to compare with. */
    LinearProbe.Config asLinear() {
      return new LinearProbe.Config(
          target,
          new LinearFit(ProbeKind.LOGISTIC, Strength.of(1 / Math.max(alpha, 1e-6))),
          evaluation.ofLabelsAlone(),
          false);
    }

    /** Those of a logistic regression. */
    @Override
    public ProbeKind requirements() {
      return ProbeKind.LOGISTIC;
    }

    @Override
    public Learner learner(Seeds seeds, Parallel parallel) {
      return new MlpLearner(hidden, alpha, seeds.seed("weights"), parallel);
    }

    @Override
    public boolean isProbabilistic() {
      return true;
    }

    @Override
    public String title() {
      return "Accuracy of MLP probes";
    }

    @Override
    public String by() {
      return " by an MLP of %d hidden units".formatted(hidden);
    }
  }

  @Inject
  MlpProbe(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.procedure = new ProbeProcedure(config, seeds.shared(), parallel, progress);
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    procedure.check(design, problems);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    List<ProbeResult> results = procedure.analyze(study, findings);
    if (config.linear()) {
      ProbingTask task = procedure.task(study.design());
      Seeds seeds = procedure.seeds();
      List<ProbeResult> linear = procedure.probing(config.asLinear(), task).results(study);
      Bootstrap bootstrap = new Bootstrap(task.testedGroups(), seeds.random("bootstrap"));
      new ProbeComparison(config, task, results, linear, bootstrap).write(findings);
    }
  }
}
