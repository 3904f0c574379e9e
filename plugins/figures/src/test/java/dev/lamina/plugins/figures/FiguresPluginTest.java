package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FiguresPluginTest {

  @Test
  void theServiceLoaderFindsItAndItBringsTheRenderer() {
    List<List<Object>> registered = new ArrayList<>();
    Components components =
        (Components)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Components.class},
                (proxy, method, arguments) -> {
                  registered.add(List.of(method.getName(), List.of(arguments)));
                  return null;
                });

    ServiceLoader.load(Plugin.class).forEach(plugin -> plugin.register(components));

    assertThat(registered)
        .containsExactly(
            List.of("renderer", List.of("jfreechart", JFreeChartRenderer.class, NoConfig.class)));
  }
}
