package dev.lamina.plugins.transformers.weights.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Damaged files either open, all of their metadata and numbers readable, or are refused with a
 * sentence; no other exception escapes, and nothing takes long.
 */
class DamagedGgufTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private static Path scratch;
  private static byte[] small;

  @BeforeContainer
  static void begin() throws IOException {
    scratch = Files.createTempFile("lamina", ".gguf");
    small =
        new GgufFileBuilder()
            .text("general.architecture", "llama")
            .integer("general.alignment", 32)
            .flag("flag", true)
            .unsigned("count", 5)
            .number("eps", 1e-5f)
            .texts("tokens", List.of("a", "bc", "d"))
            .integers("types", 1, 2, 3)
            .list("nested", 9, 1, GgufFileBuilder.concat(GgufFileBuilder.bytes(4), new byte[8]))
            .tensor("token_embd.weight", 2, 3)
            .tensor("q", 2, new byte[36], 2, 32)
            .tensor("norm", 4)
            .bytes();
  }

  @AfterContainer
  static void end() throws IOException {
    Files.delete(scratch);
  }

  @Property(tries = 200)
  void randomBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
    openOrRefuse(bytes);
    openOrRefuse(GgufFileBuilder.concat(Arrays.copyOf(small, 24), bytes));
  }

  @Property(tries = 500)
  void aDamagedByte(@ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll byte flipped)
      throws IOException {
    byte[] bytes = small.clone();
    bytes[at % bytes.length] ^= flipped;
    openOrRefuse(bytes);
  }

  /** Lengths and counts have 8 bytes; types, dimensions and their like 4. */
  @Property(tries = 500)
  void aRandomNumberAnywhere(@ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll long number)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(small.clone()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(at % (small.length - Long.BYTES), number);
    openOrRefuse(bytes.array());
  }

  @Property(tries = 200)
  void randomCounts(@ForAll long tensors, @ForAll long keys, @ForAll long items)
      throws IOException {
    openOrRefuse(new GgufFileBuilder().tensor("a", 1).counts(tensors, keys).bytes());
    openOrRefuse(new GgufFileBuilder().list("a", 8, items, new byte[64]).bytes());
    openOrRefuse(new GgufFileBuilder().entry("a", 0, tensors, keys, items).data(64).bytes());
  }

  @Property(tries = 200)
  void aFileThatIsCutShortIsRefused(@ForAll @IntRange(min = 0, max = 10_000) int length)
      throws IOException {
    Files.write(scratch, Arrays.copyOf(small, length % small.length));
    assertThatThrownBy(() -> GgufFile.open(scratch)).isInstanceOf(InvalidWeightsException.class);
  }

  /** Each list holds one list: 12 bytes a level. */
  @Property(tries = 20)
  void nestingWithoutEnd(@ForAll @IntRange(min = 1, max = 100_000) int depth) throws IOException {
    byte[] level = GgufFileBuilder.concat(GgufFileBuilder.bytes(9), GgufFileBuilder.bytes(1L));
    ByteBuffer levels = ByteBuffer.allocate(level.length * depth);
    for (int i = 0; i < depth; i++) {
      levels.put(level);
    }
    openOrRefuse(new GgufFileBuilder().list("a", 9, 1, levels.array()).bytes());
  }

  private static void openOrRefuse(byte[] bytes) throws IOException {
    Files.write(scratch, bytes);
    long begin = System.nanoTime();
    try {
      readAll(GgufFile.open(scratch));
    } catch (InvalidWeightsException refused) {
      assertThat(refused.reason()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1500);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
  }

  private static void readAll(GgufFile file) throws IOException, InvalidWeightsException {
    for (String key : file.metadata().keys()) {
      assertThat(file.metadata().shown(key)).isNotNull();
    }
    file.metadata().texts("tokens");
    file.metadata().integers("types");
    for (StoredTensor tensor : file.tensors()) {
      int bytes = Math.toIntExact(Float.BYTES * tensor.elements());
      ByteBuffer numbers = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
      try (NumberReader reader = NumberReader.open(tensor)) {
        reader.read(numbers);
      }
      assertThat(numbers.hasRemaining()).isFalse();
    }
  }
}
