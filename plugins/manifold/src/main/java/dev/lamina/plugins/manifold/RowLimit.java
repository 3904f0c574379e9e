package dev.lamina.plugins.manifold;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.manifold.separation.StratifiedSample;

/**
 * What a spec says of how many prompts are looked at where all pairs of them are compared.
 *
 * @param maxRows how many
 */
record RowLimit(
    @Doc("More prompts than this are sampled, every class in proportion, as all pairs are compared")
        @Default("2000")
        @Range(min = 10, max = 10_000)
        @Unit("prompts")
        int maxRows) {

  /** The rows that are looked at, ascending. */
  int[] sample(Label label, Seeds seeds) {
    return StratifiedSample.of(label.codes(), maxRows, seeds.random("sample"));
  }
}
