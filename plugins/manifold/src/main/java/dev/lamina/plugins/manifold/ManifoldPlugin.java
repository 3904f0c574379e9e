package dev.lamina.plugins.manifold;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;

/** Brings projections to the plane, and how classes cluster. */
public final class ManifoldPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("pca", Pca.class, Pca.Config.class);
    components.analysis("t-sne", TSne.class, TSne.Config.class);
    components.analysis("umap", Umap.class, Umap.Config.class);
    components.analysis("clusters", Clusters.class, Clusters.Config.class);
  }
}
