package dev.lamina.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.sample.SamplePlugin;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private final Registry registry = SamplePlugin.registry();

  @Test
  void componentsAreFoundByKindAndName() {
    assertThat(registry.find(Kind.ANALYSIS, "pca")).isPresent();
    assertThat(registry.find(Kind.DATASET, "pca")).isEmpty();
    assertThat(registry.names(Kind.MODEL)).containsExactly("minilm", "transformers");
    assertThat(registry.components(Kind.ANALYSIS))
        .extracting(Registered::name)
        .containsExactly("activation-stats", "linear-probe", "pca");
  }

  @Test
  void aMissNamesWhatIsNear() {
    assertThat(registry.unknown(Kind.ANALYSIS, "liner-probe"))
        .isEqualTo(
            "unknown analysis 'liner-probe'; did you mean 'linear-probe'? (see: lamina list"
                + " analyses)");
    assertThat(registry.unknown(Kind.MODEL, "mini-lm"))
        .isEqualTo("unknown model 'mini-lm'; did you mean 'minilm'? (see: lamina list models)");
    assertThat(registry.unknown(Kind.TRACKER, "nothing like it"))
        .isEqualTo("unknown tracker 'nothing like it' (see: lamina list trackers)");
    assertThat(registry.unknown(Kind.DATASET, "pca"))
        .isEqualTo("unknown dataset 'pca'; that is an analysis (see: lamina list datasets)");
    assertThat(registry.unknown(Kind.RENDERER, "png"))
        .isEqualTo("unknown renderer 'png' (there are: )");
  }
}
