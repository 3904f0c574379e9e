package dev.lamina.engine.plan;

import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.experiment.DatasetRef;
import dev.lamina.engine.io.Sha256;
import dev.lamina.engine.plan.data.DataOrigin;
import dev.lamina.engine.plan.data.DataSelection;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
import java.util.Optional;
import java.util.Set;

/** Loads the data set and selects from it. */
final class DataPlanner {

  private final Components components;
  private final ProblemList problems;

  DataPlanner(Components components, ProblemList problems) {
    this.components = components;
    this.problems = problems;
  }

  /** The prompts that pass the filter, in their final texts; empty if that failed. */
  Optional<Prompts> load(DatasetRef dataset, long seed) {
    Dataset built =
        components.build(
            Dataset.class,
            dataset.component().component(),
            dataset.component().config(),
            seeds(seed));
    return new DataSelection(dataset, dataset.component().problems(problems)).chosen(built);
  }

  /**
   * The prompts that the study uses: complete in the labels it needs, ordered, balanced, limited.
   */
  Optional<Prompts> take(DatasetRef dataset, Prompts chosen, Set<String> needed, long seed) {
    return new DataSelection(dataset, dataset.component().problems(problems))
        .taken(chosen, needed, seeds(seed));
  }

  private static Seeds seeds(long seed) {
    return new DerivedSeeds(seed, "dataset");
  }

  /** Where the prompts come from, for provenance. */
  static PlannedDataset describe(DatasetRef dataset, Prompts prompts) {
    Sha256 sha256 = new Sha256();
    for (Prompt prompt : prompts.items()) {
      sha256.add(prompt.text());
      sha256.add(Integer.toString(prompt.values().size()));
      prompt.values().forEach((column, value) -> sha256.add(column).add(value));
    }
    DataOrigin origin = DataOrigin.of(dataset.component());
    return new PlannedDataset(origin.name(), origin.source(), sha256.hex());
  }
}
