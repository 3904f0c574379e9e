package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaveActivationsTest {

  private final Written written = new Written();

  @Test
  void keepsTheContract() {
    AnalysisContract.of(parallel -> new SaveActivations()).verify(Studies.ofReference());
  }

  @Test
  void writesEveryComponentRowByRow() {
    ArrayStudy study =
        Studies.ofArrays(
            new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, List.of("true", "false"));

    new SaveActivations().analyze(study, written);

    assertThat(written.shapes).containsOnlyKeys("activations/resid_post.safetensors#activations");
    assertThat(written.shapes.get("activations/resid_post.safetensors#activations"))
        .containsExactly(2, 2, 2);
    assertThat(written.floats()).containsExactly(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f);
    assertThat(written.metadata)
        .isEqualTo(
            Map.of(
                "layers", "[0, 1]",
                "component", "resid_post",
                "model", "array",
                "shape", "[tokens, 2]"));
  }

  @Test
  void writesTheChosenLayersAlone() {
    ArrayStudy study =
        Studies.ofArrays(
            new float[][][] {{{1}, {2}, {3}}, {{4}, {5}, {6}}}, List.of("true", "false"));

    new SaveActivations().analyze(study.layers(List.of(0, 2)), written);

    assertThat(written.floats()).containsExactly(1f, 3f, 4f, 6f);
    assertThat(written.metadata).containsEntry("layers", "[0, 2]");
  }

  @Test
  void writesTokensWithTheirOffsets() {
    ArrayStudy prompts = Studies.ofArrays(new float[2][1][1], List.of("true", "false"));
    ArrayStudy tokens =
        Studies.ofArrays(new float[][][] {{{1}}, {{2}}, {{3}}}, List.of("true", "true", "true"));
    Study study = Studies.ofTokens(prompts, tokens, 0, 2, 3);

    new SaveActivations().analyze(study, written);

    String file = "activations/resid_post.safetensors";
    assertThat(written.shapes.get(file + "#activations")).containsExactly(3, 1, 1);
    assertThat(written.shapes.get(file + "#offsets")).containsExactly(3);
    ByteBuffer offsets = written.bytes.get(file + "#offsets").get(0);
    assertThat(List.of(offsets.getLong(), offsets.getLong(), offsets.getLong()))
        .containsExactly(0L, 2L, 3L);
  }

  @Test
  void streamsInPiecesOfAboutAMebibyte() {
    // 1,500 rows of 2 x 384 floats are 4.4 MiB; a piece has whole rows, 341 of 3,072 bytes
    new SaveActivations().analyze(Studies.random(1500, 2, 384, 1), written);

    List<ByteBuffer> pieces = written.bytes.get("activations/resid_post.safetensors#activations");
    assertThat(pieces)
        .extracting(ByteBuffer::remaining)
        .containsExactly(341 * 3072, 341 * 3072, 341 * 3072, 341 * 3072, 136 * 3072);
  }

  /** What was written, with its shapes and pieces. */
  private static final class Written implements Findings {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, List<ByteBuffer>> bytes = new LinkedHashMap<>();
    private Map<String, String> metadata = Map.of();

    @Override
    public String id() {
      return "save-activations";
    }

    @Override
    public void tensors(String path, List<NamedTensor> tensors, Map<String, String> about) {
      metadata = about;
      for (NamedTensor tensor : tensors) {
        List<ByteBuffer> pieces = new ArrayList<>();
        tensor.chunks().forEachRemaining(p -> pieces.add(p.order(ByteOrder.LITTLE_ENDIAN)));
        shapes.put(path + "#" + tensor.name(), tensor.shape());
        bytes.put(path + "#" + tensor.name(), pieces);
      }
    }

    List<Float> floats() {
      List<Float> values = new ArrayList<>();
      for (ByteBuffer piece : bytes.values().iterator().next()) {
        while (piece.hasRemaining()) {
          values.add(piece.getFloat());
        }
      }
      return values;
    }

    @Override
    public void metric(Metric metric) {
      throw new AssertionError("not expected: " + metric);
    }

    @Override
    public void table(String name, Table table) {
      throw new AssertionError("not expected: " + name);
    }

    @Override
    public void figure(String name, Figure figure) {
      throw new AssertionError("not expected: " + name);
    }

    @Override
    public void headline(int importance, String sentence, Figure figure) {
      throw new AssertionError("not expected: " + sentence);
    }
  }
}
