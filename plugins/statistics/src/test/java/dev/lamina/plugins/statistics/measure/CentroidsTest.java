package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.testkit.ArrayStudy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CentroidsTest {

  @Test
  void areAsFarApartAsScipySays() {
    ArrayStudy study = Studies.ofReference();
    List<String> relations = List.of("located_in", "capital_of", "written_by");
    Groups groups = Groups.of(study.design(), "relation", relations);
    for (Component component : study.design().components()) {
      for (int layer : study.design().layers()) {
        Centroids centroids = Centroids.of(study.activations(component).layer(layer), groups);
        for (JsonNode pair :
            Studies.reference().at("/components/%s/pairs/%d".formatted(component, layer))) {
          int first = relations.indexOf(pair.get("first").textValue());
          int second = relations.indexOf(pair.get("second").textValue());
          assertThat(centroids.euclidean(first, second))
              .isCloseTo(pair.get("euclidean").doubleValue(), within(1e-9));
          assertThat(centroids.cosine(first, second))
              .isCloseTo(pair.get("cosine").doubleValue(), within(1e-12));
          assertThat(centroids.byChance(first, second))
              .isCloseTo(pair.get("chance").doubleValue(), within(1e-9));
        }
      }
    }
  }

  @Test
  void leaveOutPromptsOfNoGroup() {
    float[][][] values = {{{1, 0}}, {{3, 0}}, {{100, 100}}, {{0, 2}}, {{0, 4}}};
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, values), Map.of("kind", List.of("a", "a", "x", "b", "b")));

    Centroids centroids =
        Centroids.of(
            study.activations(Component.RESID_POST).layer(0),
            Groups.of(study.design(), "kind", List.of("b", "a")));

    // closed form: centroids (0, 3) and (2, 0), each with scatter 1 + 1
    assertThat(centroids.means()).isDeepEqualTo(new double[][] {{0, 3}, {2, 0}});
    assertThat(centroids.scatter()).containsExactly(2, 2);
    assertThat(centroids.euclidean(0, 1)).isCloseTo(Math.sqrt(13), within(1e-12));
    assertThat(centroids.cosine(0, 1)).isEqualTo(1);
    assertThat(centroids.byChance(0, 1)).isCloseTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void atZeroHaveNoCosine() {
    ArrayStudy study = Studies.ofArrays(new float[][][] {{{0}}, {{1}}}, List.of("true", "false"));

    Centroids centroids =
        Centroids.of(
            study.activations(Component.RESID_POST).layer(0), Groups.of(study.design(), "is_true"));

    assertThat(centroids.cosine(0, 1)).isNaN();
  }
}
