package dev.lamina.engine.plan;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.data.PromptSelection;
import dev.lamina.engine.experiment.DatasetRef;
import dev.lamina.engine.experiment.option.DatasetOptions.MissingLabels;
import dev.lamina.engine.io.Sha256;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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
    Problems reports = dataset.component().problems(problems);
    Dataset built =
        components.build(
            Dataset.class,
            dataset.component().component(),
            dataset.component().config(),
            seeds(seed));
    Prompts loaded = built.load(reports);
    if (reports.hasErrors()) {
      return Optional.empty();
    }
    if (loaded.size() == 0) {
      problems.error(dataset.component().written().location(), "the data set has no prompts");
      return Optional.empty();
    }
    Prompts chosen = new PromptSelection(dataset.options().config(), reports).chosen(loaded);
    return reports.hasErrors() ? Optional.empty() : Optional.of(chosen);
  }

  /**
   * The prompts that the study uses: complete in the labels it needs, ordered, balanced, limited.
   */
  Optional<Prompts> take(DatasetRef dataset, Prompts chosen, Set<String> needed, long seed) {
    Problems reports = dataset.component().problems(problems);
    PromptSelection selection = new PromptSelection(dataset.options().config(), reports);
    Optional<String> balancedBy = selection.balancedBy(chosen);
    Set<String> labels = new LinkedHashSet<>(needed);
    balancedBy.ifPresent(labels::add);
    Prompts complete = chosen;
    if (dataset.options().config().missing() == MissingLabels.DROP) {
      complete = IncompletePrompts.dropped(chosen, labels);
      if (complete.size() == 0) {
        reports.error("missing", "every prompt lacks one of the labels " + labels);
      }
    } else if (!IncompletePrompts.report(chosen, labels, problems)) {
      return Optional.empty();
    }
    if (reports.hasErrors()) {
      return Optional.empty();
    }
    Prompts taken = selection.taken(complete, balancedBy, seeds(seed));
    return reports.hasErrors() ? Optional.empty() : Optional.of(taken);
  }

  private static Seeds seeds(long seed) {
    return new DerivedSeeds(seed, "dataset");
  }

  /** Where the prompts come from, for provenance. */
  static PlannedDataset describe(DatasetRef dataset, Prompts prompts) {
    String type = dataset.component().component().name();
    Node.Entry file = dataset.component().config().completed().entries().get("file");
    Sha256 sha256 = new Sha256();
    for (Prompt prompt : prompts.items()) {
      sha256.add(prompt.text());
      sha256.add(Integer.toString(prompt.values().size()));
      prompt.values().forEach((column, value) -> sha256.add(column).add(value));
    }
    if (file != null && file.value() instanceof Node.Scalar path && path.value() != null) {
      Path name = Path.of(path.written()).getFileName();
      return new PlannedDataset(String.valueOf(name), path.written(), sha256.hex());
    }
    return new PlannedDataset(type, "the data set " + type, sha256.hex());
  }
}
