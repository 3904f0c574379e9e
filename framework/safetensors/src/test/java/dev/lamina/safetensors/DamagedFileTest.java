package dev.lamina.safetensors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
      long filled = file.tensors().values().stream().mapToLong(TensorEntry::size).sum();
      if (filled != bytes.length - file.dataBegin()) {
        throw new AssertionError("tensors overlap or leave gaps: " + file.tensors());
      }
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

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyTensorsInAnyPlaces(
      @ForAll @Size(min = 1, max = 3) List<@From("entries") String> entries,
      @ForAll @IntRange(max = 24) int dataLength)
      throws IOException {
    StringJoiner header = new StringJoiner(",", "{", "}");
    for (int i = 0; i < entries.size(); i++) {
      header.add("\"" + i + "\":" + entries.get(i));
    }
    openOrRefuse(Bytes.file(header.toString(), dataLength));
  }

  /** Entries that fit one of the places often enough for whole files to come out of it. */
  @Provide
  Arbitrary<String> entries() {
    Arbitrary<String> counts =
        Arbitraries.of("0", "1", "2", "4", "8", "12", "16", "-1", "9223372036854775807", "1e3");
    Arbitrary<String> shapes =
        counts.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
    Arbitrary<String> dtypes = Arbitraries.of("F32", "BF16", "U8", "F4", "F6_E2M3", "C64", "F31");
    return Combinators.combine(dtypes, shapes, counts, counts)
        .as(
            (dtype, shape, begin, end) ->
                "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s,%s]}"
                    .formatted(dtype, shape, begin, end));
  }

  @Property(tries = 150)
  void anyLengthOfTheHeader(@ForAll long length) throws IOException {
    byte[] bytes = small.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    openOrRefuse(bytes);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, Math.floorMod(length, bytes.length));
    openOrRefuse(bytes);
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
