package dev.lamina.plugins.transformers;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.transformers.source.EmbeddedModel;
import java.util.Map;

/** Transformer models, those that come with Lamina, and the plain extractor. */
public final class TransformersPlugin implements Plugin {

  private static final String MODEL = "transformers";

  @Override
  public void register(Components components) {
    components.model(MODEL, TransformersModel.class, TransformersModel.Config.class);
    for (EmbeddedModel model : EmbeddedModel.all()) {
      components.namedModel(
          model.name(), model.description(), MODEL, Map.of("source", model.name()));
    }
    components.extractor("activations", ActivationsExtractor.class, NoConfig.class);
  }
}
