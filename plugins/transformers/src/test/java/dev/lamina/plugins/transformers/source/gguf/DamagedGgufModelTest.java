package dev.lamina.plugins.transformers.source.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files are translated, or refused in words; no other exception escapes. */
class DamagedGgufModelTest {

  private static final String[] MODELS = {"llama3", "falcon-40b", "gemma3", "gpt2", "stablelm"};

  private static Path scratch;

  @BeforeContainer
  static void begin() throws IOException {
    scratch = Files.createTempFile("lamina", ".gguf");
  }

  @AfterContainer
  static void end() throws IOException {
    Files.delete(scratch);
  }

  /** The metadata and the table of tensors take some 3,000 bytes. */
  @Property(tries = 500)
  void aRandomNumberAnywhereBeforeTheData(
      @ForAll @IntRange(min = 0, max = 4) int model,
      @ForAll @IntRange(min = 0, max = 2_900) int at,
      @ForAll int number)
      throws Exception {
    byte[] bytes = Files.readAllBytes(file(MODELS[model]));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    Files.write(scratch, bytes);
    RecordedProblems problems = new RecordedProblems();
    try {
      GgufModel translated = GgufModel.of(GgufFile.open(scratch), problems);
      ConfigJson.parse(scratch.toString(), translated.config(), problems);
      assertThat(problems.hasErrors()).isFalse();
    } catch (InvalidWeightsException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n");
    } catch (InvalidModelException e) {
      assertThat(problems.hasErrors()).isTrue();
    }
  }

  private static Path file(String model) throws URISyntaxException {
    return Path.of(DamagedGgufModelTest.class.getResource("/gguf/" + model + ".gguf").toURI());
  }
}
