package dev.lamina.plugins.example;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;

/** Brings the analysis {@code centroid-cosine}. */
public final class ExamplePlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("centroid-cosine", CentroidCosine.class, CentroidCosine.Config.class);
  }
}
