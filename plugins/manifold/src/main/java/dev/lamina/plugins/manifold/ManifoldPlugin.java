package dev.lamina.plugins.manifold;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;

/** Brings PCA and t-SNE. */
public final class ManifoldPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("pca", Pca.class, Pca.Config.class);
    components.analysis("t-sne", TSne.class, TSne.Config.class);
  }
}
