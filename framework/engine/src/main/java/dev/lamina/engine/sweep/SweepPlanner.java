package dev.lamina.engine.sweep;

import dev.lamina.api.comparison.ComparedDesign;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.experiment.ComparisonList;
import dev.lamina.engine.experiment.ComparisonRef;
import dev.lamina.engine.plan.Components;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.plan.Planner;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
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

  private final Components components;
  private final Function<Spec, Plan> planner;

  /**
   * @param planner plans a case
   */
  public SweepPlanner(Components components, Function<Spec, Plan> planner) {
    this.components = components;
    this.planner = planner;
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
    long seed = 0;
    for (Spec.Case of : spec.cases()) {
      try {
        Plan plan = planner.apply(of.spec());
        problems.addAll(plan.warnings());
        cases.add(SweepPlan.Case.of(of, plan));
        resolved.add(plan.resolved());
        name = plan.name();
        description = plan.description();
        seed = cases.size() == 1 ? plan.seed() : seed; // the first case's
      } catch (InvalidSpecException e) {
        problems.addAll(e.problems()); // those that several cases have are one
      }
    }
    ProblemList all = new ProblemList();
    all.addAll(List.copyOf(problems));
    List<ComparisonRef> comparisons = ComparisonList.of(spec.tree(), components.registry(), all);
    all.throwIfErrors();
    List<PlannedComparison> planned = new ArrayList<>();
    List<ComparedDesign> designs = cases.stream().map(SweepPlan.Case::design).toList();
    for (ComparisonRef wanted : comparisons) {
      PlannedComparison comparison = comparison(wanted, seed);
      comparison.comparison().check(designs, wanted.component().problems(all));
      planned.add(comparison);
    }
    all.throwIfErrors();
    return new SweepPlan(
        name,
        description,
        spec,
        new ResolvedSweep(resolved, comparisons, spec.tree().location()).tree(),
        cases,
        planned,
        Planner.renderer(components),
        Planner.trackers(spec.cases().get(0).spec(), components),
        all.sorted());
  }

  private PlannedComparison comparison(ComparisonRef wanted, long seed) {
    return new PlannedComparison(
        wanted.id(),
        wanted.component().component().name(),
        components.build(
            Comparison.class,
            wanted.component().component(),
            wanted.component().config(),
            new DerivedSeeds(seed, wanted.id())));
  }
}
