package dev.lamina.plugins.transformers.source.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.testkit.RecordedProblems;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * SmolLM2-135M-Instruct.Q4_1.gguf, whose path the environment gives, against what transformers
 * makes of it (src/test/python/make_smollm2_digests.py).
 */
@EnabledIfEnvironmentVariable(named = "LAMINA_SMOLLM2", matches = ".+")
class SmolLm2WeightsTest {

  @Test
  void everyNumberIsTheOneThatTransformersDequantises() throws Exception {
    Path file = Path.of(System.getenv("LAMINA_SMOLLM2"));
    GgufModel model = GgufModel.of(GgufFile.open(file), new RecordedProblems());
    Path digests = Path.of(getClass().getResource("/gguf/smollm2.sha256").toURI());
    Map<String, String> expected =
        Files.readAllLines(digests).stream()
            .map(line -> List.of(line.split(" ")))
            .collect(Collectors.toMap(words -> words.get(0), words -> words.get(1)));
    assertThat(model.tensors())
        .extracting(StoredTensor::name)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (StoredTensor tensor : model.tensors()) {
      assertThat(sha256(tensor)).as(tensor.name()).isEqualTo(expected.get(tensor.name()));
    }
  }

  private static String sha256(StoredTensor tensor) throws Exception {
    int bytes = Math.toIntExact(Float.BYTES * tensor.elements());
    ByteBuffer numbers = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    try (NumberReader reader = NumberReader.open(tensor)) {
      reader.read(numbers);
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(numbers.flip());
    return HexFormat.of().formatHex(digest.digest());
  }
}
