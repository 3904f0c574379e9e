package dev.lamina.engine.plan;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.experiment.ExperimentSpec;
import dev.lamina.engine.experiment.option.Settings;
import dev.lamina.engine.parity.Parity;
import dev.lamina.engine.parity.ParityStore;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.select.PositionSelection;
import dev.lamina.engine.service.DerivedSeeds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inspects the model and holds the components and layers that the spec captures against it. */
final class ModelPlanner {

  private final Components components;
  private final ParityStore reports;
  private final ProblemList problems;

  ModelPlanner(Components components, ParityStore reports, ProblemList problems) {
    this.components = components;
    this.reports = reports;
    this.problems = problems;
  }

  /** The model, if it can be used. */
  Optional<PlannedModel> inspect(ExperimentSpec experiment) {
    if (experiment.model().isEmpty() || experiment.extractor().isEmpty()) {
      return Optional.empty();
    }
    DerivedSeeds seeds = new DerivedSeeds(experiment.settings().config().seed(), "model");
    ComponentRef model = experiment.model().get();
    ComponentRef extractor = experiment.extractor().get();
    try {
      Model built = components.build(Model.class, model.component(), model.config(), seeds);
      ModelDescription description = built.inspect(model.problems(problems));
      Extractor how =
          components.build(Extractor.class, extractor.component(), extractor.config(), seeds);
      return Optional.of(
          new PlannedModel(
              built, description, how, reports.find(Parity.subject(built, description))));
    } catch (InvalidModelException e) {
      return Optional.empty(); // the model has reported why
    }
  }

  /** Reports captured components that the model lacks. */
  void checkComponents(ExperimentSpec experiment, ModelDescription model) {
    List<Component> wanted = experiment.settings().config().components();
    PositionSelection positions = experiment.settings().config().positions();
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).masked() && !positions.isOneToken()) {
        experiment
            .problems(problems)
            .error(
                "components." + i,
                "%s cannot be pooled over positions (%s), as they are minus infinity where a token does not see a key; use positions: last, first, an index or all"
                    .formatted(wanted.get(i), positions.canonical()));
      }
      if (!model.components().contains(wanted.get(i))) {
        experiment
            .problems(problems)
            .error(
                "components." + i,
                "%s has no %s%s (it has: %s)"
                    .formatted(
                        model.name(),
                        wanted.get(i),
                        wanted.get(i) == Component.RESID_MID
                            ? ", as its attention and MLP run in parallel"
                            : "",
                        model.components().stream()
                            .map(Component::id)
                            .collect(Collectors.joining(", "))));
      }
    }
  }

  /** The captured layers; if the model lacks one, that is reported and all take their place. */
  List<Integer> layers(ExperimentSpec experiment, ModelDescription model) {
    Settings settings = experiment.settings().config();
    try {
      return settings.layers().resolve(model.layers());
    } catch (InvalidValueException e) {
      problems.error(e.location(), "'layers' " + e.getMessage());
      return IntStream.range(0, model.layers()).boxed().toList();
    }
  }
}
