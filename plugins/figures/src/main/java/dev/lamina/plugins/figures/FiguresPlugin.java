package dev.lamina.plugins.figures;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;

/** Figures as PNG and SVG. */
public final class FiguresPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.renderer("jfreechart", JFreeChartRenderer.class, NoConfig.class);
  }
}
