package dev.lamina.engine.plan;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Node;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.io.Sha256;
import dev.lamina.engine.spec.Spec;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run needs, checked. Holding one costs the prompts and their tokens, no weights
 * and no activations.
 *
 * @param name the experiment's name
 * @param description the question; may be empty
 * @param seed what every random choice derives from
 * @param spec as it was written
 * @param resolved after composition, overrides and defaults: running it again repeats the run
 * @param params what a person chose or what identifies the run, flattened, main ones first
 * @param dataset where the prompts came from
 * @param captured the prompts, and all that is read of the model
 * @param estimate what getting the activations will take
 * @param warnings what the person should know
 */
public record Plan(
    String name,
    String description,
    long seed,
    Spec spec,
    Node.Mapping resolved,
    Map<String, String> params,
    PlannedModel model,
    PlannedDataset dataset,
    StudyDesign captured,
    CapturePlan capture,
    Estimate estimate,
    List<PlannedAnalysis> analyses,
    List<Tracker> trackers,
    FigureRenderer renderer,
    List<Problem> warnings) {

  public Plan {
    analyses = List.copyOf(analyses);
    trackers = List.copyOf(trackers);
    warnings = List.copyOf(warnings);
  }

  /** The prompts. */
  public Prompts prompts() {
    return captured.prompts();
  }

  /** A hash of what is computed with: model, tokenizer, extractor and data. */
  public String fingerprint() {
    return new Sha256()
        .add(model.description().fingerprint())
        .add(model.description().tokenizerFingerprint())
        .add(model.extractor().fingerprint())
        .add(dataset.digest())
        .hex();
  }

  /** The same, but that the run is not published as it ends. */
  public Plan unpublished() {
    return new Plan(
        name,
        description,
        seed,
        spec,
        resolved,
        params,
        model,
        dataset,
        captured,
        capture,
        estimate,
        analyses,
        List.of(),
        renderer,
        warnings);
  }
}
