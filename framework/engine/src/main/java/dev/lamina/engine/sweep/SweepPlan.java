package dev.lamina.engine.sweep;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.comparison.ComparedDesign;
import dev.lamina.api.config.Node;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.io.Sha256;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.plan.Estimate;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sweep whose cases are all checked. It holds none of their data: each is planned again as its
 * turn comes.
 *
 * @param name the experiment's name, of the children too
 * @param description the question; may be empty
 * @param resolved a spec that repeats the sweep
 * @param cases in order
 * @param comparisons of the child runs
 * @param warnings what the person should know
 */
public record SweepPlan(
    String name,
    String description,
    Spec spec,
    Node.Mapping resolved,
    List<Case> cases,
    List<PlannedComparison> comparisons,
    FigureRenderer renderer,
    List<Tracker> trackers,
    List<Problem> warnings) {

  public SweepPlan {
    cases = List.copyOf(cases);
    comparisons = List.copyOf(comparisons);
    trackers = List.copyOf(trackers);
    warnings = List.copyOf(warnings);
  }

  /** The same, its cases named as a past sweep named them. */
  SweepPlan named(Map<Integer, Event.Case> past) {
    List<Case> renamed = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Event.Case known = past.get(i + 1);
      renamed.add(known == null ? cases.get(i) : cases.get(i).named(known));
    }
    return new SweepPlan(
        name, description, spec, resolved, renamed, comparisons, renderer, trackers, warnings);
  }

  /**
   * A child run to be.
   *
   * @param layers transformer blocks of the model
   * @param prompts how many it runs
   * @param design what comparisons can know of it beforehand
   * @param estimate as if it ran alone: activations that cases share are computed once
   * @param fingerprint {@link Plan#fingerprint()}
   */
  public record Case(
      Spec.Case of,
      String model,
      int layers,
      int prompts,
      ComparedDesign design,
      Estimate estimate,
      String fingerprint) {

    static Case of(Spec.Case of, Plan plan) {
      return new Case(
          of,
          plan.model().description().name(),
          plan.model().description().layers(),
          plan.prompts().size(),
          design(of.name(), plan),
          plan.estimate(),
          plan.fingerprint());
    }

    private static ComparedDesign design(String name, Plan plan) {
      StudyDesign captured = plan.captured();
      return new ComparedDesign(
          name,
          captured.components(),
          captured.layers(),
          captured.positions(),
          captured.prompts().size(),
          texts(captured.prompts()));
    }

    private static String texts(Prompts prompts) {
      Sha256 hash = new Sha256();
      prompts.items().forEach(prompt -> hash.add(prompt.text()));
      return hash.hex();
    }

    /** The same, named as a past sweep named it. */
    Case named(Event.Case past) {
      return new Case(
          new Spec.Case(past.name(), past.choices(), of.spec()),
          model,
          layers,
          prompts,
          design,
          estimate,
          fingerprint);
    }
  }
}
