package dev.lamina.engine.plan.data;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.experiment.DatasetRef;
import dev.lamina.engine.problem.ComponentProblems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A data set inside another: what the spec asks of its prompts is done. */
public record SelectedDataset(Dataset dataset, DatasetRef ref, Seeds seeds) implements Dataset {

  @Override
  public Prompts load(Problems problems) {
    Problems reports = new ComponentProblems(problems, ref.component().written());
    DataSelection selection = new DataSelection(ref, reports);
    return selection
        .chosen(dataset)
        .flatMap(chosen -> selection.taken(chosen, Set.of(), seeds))
        .orElseGet(() -> new Prompts(List.of(), Map.of(), Optional.empty()));
  }
}
