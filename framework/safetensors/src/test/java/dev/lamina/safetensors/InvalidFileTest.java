package dev.lamina.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidFileTest {

  @TempDir Path folder;

  static Stream<Arguments> brokenHeaders() {
    return Stream.of(
        arguments("", 0, "the header does not begin with '{'"),
        arguments("[]", 0, "the header does not begin with '{'"),
        arguments(" {}", 0, "the header does not begin with '{'"),
        arguments("{", 0, "the header is not JSON: Unexpected end-of-input"),
        arguments("{\"x\" 1}", 0, "the header is not JSON: Unexpected character"),
        arguments("{} {}", 0, "the header goes on after its JSON object"),
        arguments("{\"x\": 1}", 0, "tensor 'x' is not a JSON object"),
        arguments("{\"x\": {}}", 0, "tensor 'x' has no dtype"),
        arguments(
            tensor("F32", "[1]", "[0, 4]").replace("\"shape\"", "\"s\""),
            4,
            "tensor 'x' has no shape"),
        arguments(
            "{\"x\": {\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "tensor 'x' lists 'dtype' twice"),
        arguments(
            "{\"x\": "
                + entry("F32", "[1]", "[0, 4]")
                + ", \"x\": "
                + entry("F32", "[1]", "[4, 8]")
                + "}",
            8,
            "the header lists 'x' twice"),
        arguments(tensor("F33", "[1]", "[0, 4]"), 4, "tensor 'x' has the unknown dtype 'F33'"),
        arguments(
            tensor("F\\n", "[1]", "[0, 4]"), 4, "tensor 'x' has the unknown dtype 'F\\u000a'"),
        arguments(
            tensor("F32", "[-1]", "[0, 4]"),
            4,
            "tensor 'x' has -1 in its shape; 0 to 2^63 - 1 are allowed"),
        arguments(
            tensor("F32", "[9223372036854775808]", "[0, 4]"),
            4,
            "tensor 'x' has 9223372036854775808 in its shape; 0 to 2^63 - 1 are allowed"),
        arguments(
            tensor("F32", "[1.0]", "[0, 4]"),
            4,
            "tensor 'x' has a shape that is not a list of whole numbers"),
        arguments(
            tensor("F32", "1", "[0, 4]"),
            4,
            "tensor 'x' has a shape that is not a list of whole numbers"),
        arguments(
            tensor("F32", "[4294967296, 4294967296]", "[0, 4]"),
            4,
            "tensor 'x' has a shape that is too large or does not end at a whole byte"),
        arguments(
            tensor("F4", "[3]", "[0, 1]"),
            1,
            "tensor 'x' has a shape that is too large or does not end at a whole byte"),
        arguments(
            tensor("F32", "[2]", "[0, 4]"),
            4,
            "tensor 'x' has 8 bytes by its shape and dtype, but its data_offsets are 0 and 4"),
        arguments(
            tensor("F32", "[1]", "[4, 0]"),
            4,
            "tensor 'x' has 4 bytes by its shape and dtype, but its data_offsets are 4 and 0"),
        arguments(
            tensor("F32", "[1]", "[0, 4, 8]"),
            4,
            "tensor 'x' has 3 numbers in data_offsets; there are two, begin and end"),
        arguments(
            tensor("F32", "[1]", "[4, 8]"),
            8,
            "4 bytes between the header and tensor 'x' belong to no tensor"),
        arguments(two("[0, 4]", "[2, 6]"), 6, "tensor 'y' overlaps tensor 'x'"),
        arguments(
            two("[0, 4]", "[6, 10]"),
            10,
            "2 bytes between tensor 'x' and tensor 'y' belong to no tensor"),
        arguments(
            two("[0, 4]", "[4, 8]"),
            5,
            "the file is 3 bytes shorter than its header says; it was cut short, so fetch or write"
                + " it again"),
        arguments(two("[0, 4]", "[4, 8]"), 9, "the file has 1 bytes after its last tensor"),
        arguments("{\"__metadata__\": []}", 0, "__metadata__ is not a JSON object"),
        arguments(
            "{\"__metadata__\": {\"a\": 1}}",
            0,
            "__metadata__ has a value that is not a string at 'a'"),
        arguments(
            "{\"__metadata__\": {\"a\": \"\", \"a\": \"\"}}", 0, "__metadata__ lists 'a' twice"));
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(dtype, shape, offsets);
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "{\"x\": " + entry(dtype, shape, offsets) + "}";
  }

  private static String two(String offsetsOfX, String offsetsOfY) {
    // y stands first, so that its place in the JSON does not decide
    return "{\"y\": %s, \"x\": %s}"
        .formatted(entry("F32", "[1]", offsetsOfY), entry("F32", "[1]", offsetsOfX));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("brokenHeaders")
  void aBrokenHeaderIsNamed(String header, int dataLength, String reason) throws IOException {
    assertRefused(Bytes.file(header, dataLength), reason);
  }

  @Test
  void aFileWithoutRoomForTheLengthIsNamed() throws IOException {
    assertRefused(
        new byte[7],
        "the file has 7 bytes; a safetensors file begins with the length of its header in 8 bytes");
  }

  @Test
  void anAbsurdHeaderLengthIsNamed() throws IOException {
    assertRefused(
        "<!DOCTYPE html><html>Not found</html>".getBytes(StandardCharsets.UTF_8),
        "the file says that its header has 5789751444030890300 bytes, more than the 100000000 that"
            + " are allowed; is it safetensors?");
    assertRefused(
        Bytes.longs(-1).array(),
        "the file says that its header has 18446744073709551615 bytes, more than the 100000000"
            + " that are allowed; is it safetensors?");
  }

  @Test
  void aHeaderBeyondTheEndIsNamed() throws IOException {
    assertRefused(
        Bytes.longs(100_000_000, 0).array(),
        "the file says that its header has 100000000 bytes, but there are only 8 more");
  }

  @Test
  void aHeaderThatIsNotUtf8IsNamed() throws IOException {
    byte[] bytes = Bytes.file("{\"x\": 1}", 0);
    bytes[10] = (byte) 0xff;
    assertRefused(bytes, "the header is not UTF-8");
  }

  @Test
  void aMissingFileIsNotCalledInvalid() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("missing.safetensors")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatIsNotAFileIsNamed() throws Exception {
    String reason = "this is a folder, a pipe or a device, not a file";
    assertThatThrownBy(() -> SafetensorsFile.open(folder))
        .isInstanceOf(InvalidSafetensorsException.class)
        .hasMessage(folder + ": " + reason);
    Path pipe = folder.resolve("pipe.safetensors");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
    assertThatThrownBy(() -> SafetensorsFile.open(pipe)).hasMessage(pipe + ": " + reason);
  }

  /** Nobody can have 100 MB of header in a file of 50 bytes, so nobody is given them. */
  @Test
  void aHeaderThatIsNotThereTakesNoMemory() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.write(file, Bytes.longs(99_999_999, 0).array());
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidSafetensorsException.class);
    assertThat(thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
        .isLessThan(8 << 20);
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    Path file = Files.write(folder.resolve("model.safetensors"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOfSatisfying(
            InvalidSafetensorsException.class,
            e -> {
              assertThat(e.reason()).startsWith(reason).doesNotContain("\n");
              assertThat(e.file()).isEqualTo(file);
              assertThat(e).hasMessage(file + ": " + e.reason());
            });
  }
}
