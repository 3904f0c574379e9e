package dev.lamina.engine.sweep;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks the cases of a sweep, all of them, so that everything that is wrong is found in one go.
 */
public final class SweepPlanner {

  private final Function<Spec, Plan> planner;
  private final Function<Spec, List<Tracker>> trackers;

  /**
   * @param planner plans a case
   * @param trackers those of a spec, whatever else is wrong with it
   */
  public SweepPlanner(Function<Spec, Plan> planner, Function<Spec, List<Tracker>> trackers) {
    this.planner = planner;
    this.trackers = trackers;
  }

  /**
   * Plans a sweep.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public SweepPlan plan(Spec spec) {
    Set<Problem> problems = new LinkedHashSet<>(spec.problems());
    List<SweepPlan.Case> cases = new ArrayList<>();
    List<Node.Mapping> resolved = new ArrayList<>();
    String name = "";
    String description = "";
    for (Spec.Case of : spec.cases()) {
      try {
        Plan plan = planner.apply(of.spec());
        problems.addAll(plan.warnings());
        cases.add(SweepPlan.Case.of(of, plan));
        resolved.add(plan.resolved());
        name = plan.name();
        description = plan.description();
      } catch (InvalidSpecException e) {
        problems.addAll(e.problems()); // those that several cases have are one
      }
    }
    ProblemList all = new ProblemList();
    all.addAll(List.copyOf(problems));
    all.throwIfErrors();
    return new SweepPlan(
        name,
        description,
        spec,
        new ResolvedSweep(resolved, spec.tree()).tree(),
        cases,
        trackers.apply(spec.cases().get(0).spec()),
        all.sorted());
  }
}
