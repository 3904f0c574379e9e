package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.api.service.Parallel;
import dev.lamina.testkit.Services;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class StatisticsPluginTest {

  @Test
  void isFoundAndRegistersItsAnalyses() {
    assertThat(analyses())
        .containsOnlyKeys(
            "activation-stats",
            "magnitude-heatmap",
            "layer-comparison",
            "component-comparison",
            "layer-differences",
            "group-comparison",
            "sparsity",
            "cka",
            "dimension",
            "alignment",
            "rsa",
            "within-between",
            "graded-distance",
            "save-activations");
  }

  @Test
  void documentsEveryAnalysisWithAnExampleOfItsOwnName() {
    analyses()
        .forEach(
            (name, type) -> {
              assertThat(type.getAnnotation(Doc.class).value()).isNotBlank().doesNotContain("\n");
              assertThat(type.getAnnotation(Example.class).value()).startsWith("- {type: " + name);
            });
  }

  @Test
  void takesTokensWhereRowsMayBeTokens() {
    Parallel parallel = Services.sequential();
    assertThat(new SaveActivations().takesTokens()).isTrue();
    assertThat(
            new ActivationStats(
                    new ActivationStats.Config("is_true", 0.1, Optional.empty()),
                    Services.seeds(0),
                    parallel)
                .takesTokens())
        .isTrue();
    assertThat(new LayerComparison(new LayerComparison.Config("is_true"), parallel).takesTokens())
        .isFalse();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Class<? extends Analysis>> analyses() {
    Map<String, Class<? extends Analysis>> registered = new LinkedHashMap<>();
    Plugin plugin =
        StreamSupport.stream(ServiceLoader.load(Plugin.class).spliterator(), false)
            .filter(StatisticsPlugin.class::isInstance)
            .findFirst()
            .orElseThrow();
    plugin.register(
        (Components)
            Proxy.newProxyInstance(
                StatisticsPluginTest.class.getClassLoader(),
                new Class<?>[] {Components.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("analysis");
                  registered.put((String) arguments[0], (Class<? extends Analysis>) arguments[1]);
                  return null;
                }));
    return registered;
  }
}
