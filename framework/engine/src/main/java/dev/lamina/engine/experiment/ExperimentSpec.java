package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.experiment.option.Settings;
import dev.lamina.engine.experiment.option.SpecialTokens;
import dev.lamina.engine.problem.ComponentProblems;
import dev.lamina.engine.problem.ProblemList;
import java.util.List;
import java.util.Optional;

/**
 * An experiment as a spec describes it, every name looked up and every value checked that can be
 * without a model or data. Parts that are wrong were reported and are absent, or have their
 * defaults, so that what else is wrong can be found too.
 *
 * @param name the spec's, or the file's
 * @param settings the top-level keys that are no components
 * @param model always present if there was no error, as {@code dataset} and {@code extractor}
 * @param tokens special tokens and truncation, wherever they were set
 * @param analyses in the spec's order
 * @param trackers in the spec's order
 * @param written the spec's tree
 */
public record ExperimentSpec(
    String name,
    Bound<Settings> settings,
    Optional<ComponentRef> model,
    Optional<DatasetRef> dataset,
    Optional<ComponentRef> extractor,
    Tokens tokens,
    List<AnalysisRef> analyses,
    List<ComponentRef> trackers,
    Node.Mapping written) {

  public ExperimentSpec {
    analyses = List.copyOf(analyses);
    trackers = List.copyOf(trackers);
  }

  /**
   * What happens to tokens.
   *
   * @param truncate whether prompts beyond the model's context are cut
   */
  public record Tokens(SpecialTokens special, boolean truncate) {}

  /** The same experiment with its data set and analyses configured otherwise. */
  public ExperimentSpec with(DatasetRef newDataset, List<AnalysisRef> newAnalyses) {
    return new ExperimentSpec(
        name,
        settings,
        model,
        Optional.of(newDataset),
        extractor,
        tokens,
        newAnalyses,
        trackers,
        written);
  }

  /** Where what is wrong with the top-level keys is reported. */
  public ComponentProblems problems(ProblemList into) {
    return new ComponentProblems(into, written);
  }

  /** The spec with every key: running it again repeats the run. */
  public Node.Mapping resolved() {
    return new ResolvedSpec(this).tree();
  }
}
