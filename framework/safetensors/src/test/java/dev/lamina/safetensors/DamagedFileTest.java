package dev.lamina.safetensors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files either open, all of their bytes readable, or are refused with a sentence. */
class DamagedFileTest {

  private static Path scratch;
  private static byte[] small;

  @BeforeContainer
  static void begin() throws IOException, URISyntaxException {
    scratch = Files.createTempFile("lamina", ".safetensors");
    small = Files.readAllBytes(PythonFileTest.small());
  }

  @AfterContainer
  static void end() throws IOException {
    Files.delete(scratch);
  }

  private static void openOrRefuse(byte[] bytes) throws IOException {
    Files.write(scratch, bytes);
    try (SafetensorsFile file = SafetensorsFile.open(scratch)) {
      for (String name : file.tensors().keySet()) {
        ByteBuffer tensor = file.bytes(name);
        while (tensor.hasRemaining()) {
          tensor.get();
        }
      }
    } catch (InvalidSafetensorsException refused) {
      if (refused.reason().isBlank() || refused.reason().contains("\n")) {
        throw new AssertionError("not one sentence", refused);
      }
    }
  }

  @Property(tries = 300)
  void randomBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
    openOrRefuse(bytes);
  }

  @Property(tries = 300)
  void randomHeaders(@ForAll @StringLength(max = 60) String header) throws IOException {
    openOrRefuse(Bytes.file(header, 0));
    openOrRefuse(Bytes.file("{\"x\":" + header + "}", 4));
  }

  @Property(tries = 300)
  void valuesReplacedInTheHeader(
      @ForAll @IntRange(min = 0, max = 8) int place,
      @ForAll long number,
      @ForAll @AlphaChars String text)
      throws IOException {
    String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    String[] values = {"x", "F32", "dtype", "shape", "data_offsets", "1", "2", "0", "8"};
    String with = place < 5 ? text : Long.toString(number);
    openOrRefuse(Bytes.file(header.replace(values[place], with), 8));
  }

  @Property(tries = 500)
  void flippedBits(@ForAll @IntRange(min = 0, max = 100_000) int bit) throws IOException {
    openOrRefuse(Bytes.flip(small, bit % (8 * small.length)));
  }

  @Property(tries = 20)
  void nestingWithoutEnd(@ForAll @IntRange(min = 1, max = 200_000) int depth) throws IOException {
    openOrRefuse(Bytes.file("{\"x\":{\"y\":" + "[".repeat(depth), 0));
    openOrRefuse(Bytes.file("{\"a\":".repeat(depth), 0));
  }

  @Property(tries = 200)
  void aFileThatIsCutShortIsRefused(@ForAll @IntRange(min = 0, max = 100_000) int length)
      throws IOException {
    Files.write(scratch, Arrays.copyOf(small, length % small.length));
    assertThatThrownBy(() -> SafetensorsFile.open(scratch))
        .isInstanceOf(InvalidSafetensorsException.class);
  }
}
