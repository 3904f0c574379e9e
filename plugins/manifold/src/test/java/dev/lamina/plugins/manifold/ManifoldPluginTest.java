package dev.lamina.plugins.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.plugin.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ManifoldPluginTest {

  @Test
  void isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(ManifoldPlugin.class);
  }
}
