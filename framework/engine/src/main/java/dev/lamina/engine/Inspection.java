package dev.lamina.engine;

import dev.lamina.api.config.Node;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.experiment.ExperimentBinder;
import dev.lamina.engine.plan.Components;
import dev.lamina.engine.plan.InspectedModel;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
import java.util.List;

/** Builds and inspects models that no spec asks for. */
record Inspection(Registry registry, Components components, List<Problem> warnings) {

  /**
   * The component that is asked for, its configuration bound.
   *
   * @throws InvalidSpecException if there is none, or it does not take the keys
   */
  ComponentRef bind(Node.Mapping keys) {
    ProblemList problems = new ProblemList();
    problems.addAll(warnings);
    return ExperimentBinder.bindModel(keys, registry, problems)
        .filter(ref -> !problems.hasErrors())
        .orElseThrow(() -> new InvalidSpecException(problems.sorted()));
  }

  /**
   * The model of a component.
   *
   * @throws InvalidSpecException if it cannot be used
   */
  InspectedModel inspect(ComponentRef ref) {
    ProblemList problems = new ProblemList();
    problems.addAll(warnings);
    Model model =
        components.build(Model.class, ref.component(), ref.config(), new DerivedSeeds(0, "model"));
    try {
      ModelDescription description = model.inspect(ref.problems(problems));
      problems.throwIfErrors();
      return new InspectedModel(model, description, problems.sorted());
    } catch (InvalidModelException e) {
      throw new InvalidSpecException(problems.sorted()); // the model has reported why
    }
  }
}
