package dev.lamina.plugins.transformers;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.transformers.source.EmbeddedModel;
import dev.lamina.plugins.transformers.source.hub.ShortName;
import java.util.Map;

/**
 * Transformer models, short names of those that come with Lamina or from the hub, and the plain
 * extractor.
 */
public final class TransformersPlugin implements Plugin {

  private static final String MODEL = "transformers";

  @Override
  public void register(Components components) {
    components.model(MODEL, TransformersModel.class, TransformersModel.Config.class);
    for (EmbeddedModel model : EmbeddedModel.all()) {
      components.namedModel(
          model.name(), model.description(), MODEL, Map.of("source", model.name()));
    }
    for (ShortName model : ShortName.all()) {
      components.namedModel(
          model.name(), model.description(), MODEL, Map.of("source", model.source()));
    }
    components.extractor("activations", ActivationsExtractor.class, NoConfig.class);
  }
}
