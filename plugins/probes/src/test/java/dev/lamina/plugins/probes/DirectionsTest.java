package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.direction.Directions;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What directions say of themselves; their numbers are in {@link LinearProbeTest}. */
class DirectionsTest {

  @Test
  void bothClassesAreListedThePositiveOneFirst() throws JsonProcessingException {
    ArrayStudy study = Studies.planted(40, 3, 6);
    MetadataFindings findings = directions(study, "is_true");
    Map<String, String> metadata =
        findings.metadata().get("directions/analysis.resid_post.safetensors");

    assertThat(metadata)
        .containsOnlyKeys("component", "layers", "model", "target", "classes")
        .containsEntry("component", "resid_post")
        .containsEntry("target", "is_true")
        .containsEntry("model", study.design().model().name());
    assertThat(json(metadata, "layers", new TypeReference<List<Integer>>() {}))
        .containsExactly(0, 1);
    assertThat(json(metadata, "classes", new TypeReference<List<String>>() {}))
        .containsExactly("true", "false");
    // in layer 1 true is on the positive side of the first axis: its little-endian sign bit
    byte[] weights =
        findings.rest().tensors().get("directions/analysis.resid_post.safetensors#weights");
    assertThat(weights[3 * Float.BYTES + 3]).isPositive();
  }

  @Test
  void classesOfAnyTextAreJson() throws JsonProcessingException {
    List<String> classes = List.of("say \"no\"", "C:\\new", "tab\tand\nline", "Zürich 🏔");
    float[][][] values = new float[8][1][2];
    IntStream.range(0, 8).forEach(row -> values[row][0][row % 2] = row);
    List<String> labels = IntStream.range(0, 8).mapToObj(row -> classes.get(row % 4)).toList();
    MetadataFindings findings =
        directions(
            ArrayStudy.of(Map.of(Component.EMBED, values), Map.of("place", labels)), "place");

    assertThat(
            json(
                findings.metadata().get("directions/analysis.embed.safetensors"),
                "classes",
                new TypeReference<List<String>>() {}))
        .isEqualTo(classes);
  }

  private static MetadataFindings directions(ArrayStudy study, String target) {
    MetadataFindings findings = new MetadataFindings(new RecordedFindings(), new LinkedHashMap<>());
    ProbingTask task =
        ProbingTask.of(study.design(), target, new GroupedFolds(5, Optional.empty()));
    Directions.of(
            study,
            task,
            ProbeKind.LOGISTIC.probe(1, Directions.TOLERANCE, Services.sequential()),
            Services.sequential())
        .write(findings);
    return findings;
  }

  private static <T> T json(Map<String, String> metadata, String key, TypeReference<T> type)
      throws JsonProcessingException {
    return new ObjectMapper().readValue(metadata.getOrDefault(key, ""), type);
  }

  /**
   * Keeps the metadata of tensor files too.
   *
   * @param metadata by path
   */
  private record MetadataFindings(RecordedFindings rest, Map<String, Map<String, String>> metadata)
      implements Findings {

    @Override
    public String id() {
      return rest.id();
    }

    @Override
    public void metric(Metric metric) {
      rest.metric(metric);
    }

    @Override
    public void table(String name, Table table) {
      rest.table(name, table);
    }

    @Override
    public void figure(String name, Figure figure) {
      rest.figure(name, figure);
    }

    @Override
    public void headline(int importance, String sentence, Figure figure) {
      rest.headline(importance, sentence, figure);
    }

    @Override
    public void tensors(String path, List<NamedTensor> tensors, Map<String, String> about) {
      metadata.put(path, Map.copyOf(about));
      rest.tensors(path, tensors, about);
    }
  }
}
