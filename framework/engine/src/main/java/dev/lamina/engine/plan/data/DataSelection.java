package dev.lamina.engine.plan.data;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.data.PromptSelection;
import dev.lamina.engine.experiment.DatasetRef;
import dev.lamina.engine.experiment.option.DatasetOptions.MissingLabels;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes from a data set what the spec asks for.
 *
 * @param reports at the data set's keys
 */
public record DataSelection(DatasetRef dataset, Problems reports) {

  /** The prompts that pass the filter, in their final texts; empty if that failed. */
  public Optional<Prompts> chosen(Dataset built) {
    Prompts loaded = built.load(reports);
    if (reports.hasErrors()) {
      return Optional.empty();
    }
    if (loaded.size() == 0) {
      reports.error(dataset.component().written().location(), "the data set has no prompts");
      return Optional.empty();
    }
    Prompts chosen = new PromptSelection(dataset.options().config(), reports).chosen(loaded);
    return reports.hasErrors() ? Optional.empty() : Optional.of(chosen);
  }

  /**
   * The prompts that are used: complete in the labels that are needed, ordered, balanced, limited.
   */
  public Optional<Prompts> taken(Prompts chosen, Set<String> needed, Seeds seeds) {
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
    } else if (!IncompletePrompts.report(chosen, labels, reports)) {
      return Optional.empty();
    }
    if (reports.hasErrors()) {
      return Optional.empty();
    }
    Prompts taken = selection.taken(complete, balancedBy, seeds);
    return reports.hasErrors() ? Optional.empty() : Optional.of(taken);
  }
}
