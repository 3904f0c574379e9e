package dev.lamina.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.plugin.Plugin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClassLoaderTest {

  private final ClassLoader loader = new ApiClassLoader(Plugin.class.getClassLoader());

  @Test
  void theApiIsTheSameClassOnBothSides() throws ClassNotFoundException {
    assertThat(loader.loadClass(Plugin.class.getName())).isSameAs(Plugin.class);
    assertThat(loader.loadClass(List.class.getName())).isSameAs(List.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.lamina.engine.plugin.Registry",
        "com.google.inject.Guice",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "org.yaml.snakeyaml.Yaml"
      })
  void whatLaminaUsesItselfIsNotSeen(String name) {
    assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
