package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import java.util.Map;
import java.util.Optional;

/** The keys that every data set has. */
public record DatasetOptions(
    @Doc("Keeps the prompts whose columns have one of the values: {relation: [located_in]}.")
        @Default("{}")
        Map<String, ColumnValues> filter,
    @Doc("Texts with {columns} in braces that are put in place of the prompts.")
        Optional<Templates> templates,
    @Doc("What happens to prompts without a label that is used.") @Default("error")
        MissingLabels missing,
    @Doc("Whether the prompts' order is drawn anew, by the seed.") @Default("false")
        boolean shuffle,
    @Doc("Takes as many prompts of each value of a label; true for the data set's main label.")
        Optional<Balance> balance,
    @Doc("The most prompts that are taken.") @Range(min = 1) @Unit("prompts")
        Optional<Integer> limit) {

  /** What happens to prompts that lack a label. */
  public enum MissingLabels {
    @Doc("It is an error that names the first and counts them.")
    ERROR,
    @Doc("They are left out.")
    DROP
  }
}
