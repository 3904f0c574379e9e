package dev.lamina.plugins.statistics;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.statistics.alignment.Alignment;
import dev.lamina.plugins.statistics.distance.GradedDistance;
import dev.lamina.plugins.statistics.distance.WithinBetween;
import dev.lamina.plugins.statistics.similarity.Rsa;

/** Brings the descriptive and comparing analyses. */
public final class StatisticsPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("activation-stats", ActivationStats.class, ActivationStats.Config.class);
    components.analysis("magnitude-heatmap", MagnitudeHeatmap.class, MagnitudeHeatmap.Config.class);
    components.analysis("layer-comparison", LayerComparison.class, LayerComparison.Config.class);
    components.analysis(
        "component-comparison", ComponentComparison.class, ComponentComparison.Config.class);
    components.analysis("layer-differences", LayerDifferences.class, LayerDifferences.Config.class);
    components.analysis("cka", Cka.class, Cka.Config.class);
    components.analysis("rsa", Rsa.class, Rsa.Config.class);
    components.analysis("within-between", WithinBetween.class, WithinBetween.Config.class);
    components.analysis("graded-distance", GradedDistance.class, GradedDistance.Config.class);
    components.analysis("sparsity", Sparsity.class, Sparsity.Config.class);
    components.analysis("dimension", Dimension.class, Dimension.Config.class);
    components.analysis("group-comparison", GroupComparison.class, GroupComparison.Config.class);
    components.analysis("alignment", Alignment.class, Alignment.Config.class);
    components.analysis("save-activations", SaveActivations.class, NoConfig.class);
  }
}
