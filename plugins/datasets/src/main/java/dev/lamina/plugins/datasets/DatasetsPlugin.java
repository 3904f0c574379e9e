package dev.lamina.plugins.datasets;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.datasets.union.UnionDataset;

/**
 * Brings the data sets {@code facts}, {@code csv}, {@code jsonl}, {@code conditions} and {@code
 * union}.
 */
public final class DatasetsPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.dataset("facts", FactsDataset.class, FactsDataset.Config.class);
    components.dataset("csv", CsvDataset.class, CsvDataset.Config.class);
    components.dataset("jsonl", JsonlDataset.class, JsonlDataset.Config.class);
    components.dataset("conditions", ConditionsDataset.class, ConditionsDataset.Config.class);
    components.dataset("union", UnionDataset.class, UnionDataset.Config.class);
  }
}
