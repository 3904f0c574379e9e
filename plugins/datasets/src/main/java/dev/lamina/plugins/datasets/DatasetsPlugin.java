package dev.lamina.plugins.datasets;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;

/** Brings the data sets {@code facts}, {@code csv}, {@code jsonl} and {@code conditions}. */
public final class DatasetsPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.dataset("facts", FactsDataset.class, FactsDataset.Config.class);
    components.dataset("csv", CsvDataset.class, CsvDataset.Config.class);
    components.dataset("jsonl", JsonlDataset.class, JsonlDataset.Config.class);
    components.dataset("conditions", ConditionsDataset.class, ConditionsDataset.Config.class);
  }
}
