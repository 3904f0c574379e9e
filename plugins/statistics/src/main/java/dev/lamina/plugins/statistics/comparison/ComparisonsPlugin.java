package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;

/** Brings what compares the runs of a sweep. */
public final class ComparisonsPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.comparison("curve-comparison", CurveComparison.class, CurveComparison.Config.class);
    components.comparison("model-similarity", ModelSimilarity.class, ModelSimilarity.Config.class);
    components.comparison("separation-by-run", SeparationByRun.class, NoConfig.class);
    components.comparison("metric-table", MetricTable.class, MetricTable.Config.class);
  }
}
