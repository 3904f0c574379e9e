package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.transformers.source.hub.ShortName;
import dev.lamina.testkit.RecordedProblems;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformersPluginTest {

  @Test
  void modelsAndExtractorAreRegistered() {
    List<String> registered = new ArrayList<>();
    Components components =
        (Components)
            Proxy.newProxyInstance(
                Components.class.getClassLoader(),
                new Class<?>[] {Components.class},
                (proxy, method, arguments) -> {
                  registered.add(method.getName() + " " + Arrays.asList(arguments).get(0));
                  return null;
                });
    Plugin plugin = ServiceLoader.load(Plugin.class).findFirst().orElseThrow();
    plugin.register(components);
    assertThat(registered)
        .startsWith(
            "model transformers",
            "namedModel minilm",
            "namedModel e5-small",
            "namedModel bge-small")
        .endsWith("extractor activations");
    assertThat(registered.subList(4, registered.size() - 1))
        .containsExactlyElementsOf(
            ShortName.all().stream().map(model -> "namedModel " + model.name()).toList());
  }

  /** Parameters without pooler and heads, from the models' cards and configurations. */
  @ParameterizedTest
  @CsvSource({"minilm, 6, 22565376", "e5-small, 12, 33212160", "bge-small, 12, 33212160"})
  void aBuiltInModelDescribesItself(String name, int layers, long parameters) throws Exception {
    ModelDescription description = Models.of(name).inspect(new RecordedProblems());
    assertThat(description.name()).isEqualTo(name);
    assertThat(description.family()).isEqualTo("bert");
    assertThat(description.layers()).isEqualTo(layers);
    assertThat(description.dModel()).isEqualTo(384);
    assertThat(description.heads()).isEqualTo(12);
    assertThat(description.contextLength()).isEqualTo(512);
    assertThat(description.vocabularySize()).isEqualTo(30522);
    assertThat(description.parameters()).isEqualTo(parameters);
    assertThat(description.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(description.tokenizerFingerprint()).matches("[0-9a-f]{64}");
    assertThat(description.components())
        .containsExactly(
            Component.EMBED,
            Component.RESID_PRE,
            Component.Q,
            Component.K,
            Component.V,
            Component.ATTN_SCORES,
            Component.PATTERN,
            Component.Z,
            Component.ATTN_OUT,
            Component.RESID_MID,
            Component.MLP_PRE,
            Component.MLP_POST,
            Component.MLP_OUT,
            Component.RESID_POST);
  }

  @Test
  void aFolderDescribesItself() throws Exception {
    String folder = Models.golden("gpt2").toString();
    ModelDescription description = Models.of(folder).inspect(new RecordedProblems());
    assertThat(description.name()).isEqualTo("gpt2");
    assertThat(description.source()).isEqualTo(folder);
    assertThat(description.family()).isEqualTo("gpt2");
    assertThat(description.contextLength()).isEqualTo(64);
    assertThat(description.components()).endsWith(Component.RESID_POST, Component.LN_FINAL);
  }
}
