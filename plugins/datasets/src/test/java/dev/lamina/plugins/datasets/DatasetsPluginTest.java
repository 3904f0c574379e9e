package dev.lamina.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DatasetsPluginTest {

  @Test
  void itIsFoundAndBringsItsDataSets() {
    List<String> names = new ArrayList<>();
    Components components =
        (Components)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Components.class},
                (proxy, method, arguments) -> names.add(method.getName() + " " + arguments[0]));

    ServiceLoader.load(Plugin.class).forEach(plugin -> plugin.register(components));

    assertThat(names)
        .containsExactly(
            "dataset facts", "dataset csv", "dataset jsonl", "dataset conditions", "dataset union");
  }
}
