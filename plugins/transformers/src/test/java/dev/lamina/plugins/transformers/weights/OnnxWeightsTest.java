package dev.lamina.plugins.transformers.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are put together here, field by field, as onnx.proto defines them. */
class OnnxWeightsTest {

  private static Path scratch;

  @TempDir private Path folder;

  @BeforeContainer
  static void openScratch() throws IOException {
    scratch = Files.createTempFile("lamina", ".onnx");
  }

  @AfterContainer
  static void deleteScratch() throws IOException {
    Files.delete(scratch);
  }

  @Test
  void aNamedInitializerIsTakenAsItIs() throws Exception {
    byte[] tensor = tensor("norm.weight", 1, List.of(2L), floats(1, 2));
    StoredTensor read = only(message(7, message(5, tensor)));
    assertThat(read.name()).isEqualTo("norm.weight");
    assertThat(read.shape()).containsExactly(2L);
    assertThat(read.type()).isEqualTo("F32");
    assertThat(bytesAt(read, 8)).isEqualTo(floats(1, 2));
  }

  @Test
  void anAnonymousMatrixIsTheTransposeOfItsNodesWeight() throws Exception {
    byte[] node =
        concat(
            text(1, "/in"),
            text(1, "onnx::MatMul_7"),
            text(2, "/out"),
            text(3, "/layer.0/query/MatMul"),
            text(4, "MatMul"));
    byte[] tensor = tensor("onnx::MatMul_7", 1, List.of(3L, 1L), floats(1, 2, 3));
    StoredTensor read = only(message(7, concat(message(1, node), message(5, tensor))));
    assertThat(read.name()).isEqualTo("layer.0.query.weight");
    assertThat(read.shape()).containsExactly(1L, 3L);
    assertThat(read.storedShape()).containsExactly(3L, 1L);
    assertThat(read.order()).isEqualTo(Order.COLUMNS);
  }

  @Test
  void packedDimensionsAndFloatDataAreReadToo() throws Exception {
    byte[] tensor =
        concat(
            message(1, new byte[] {2, 1}), number(2, 1), message(4, floats(5, 6)), text(8, "bias"));
    StoredTensor read = only(message(7, message(5, tensor)));
    assertThat(read.shape()).containsExactly(2L, 1L);
    assertThat(bytesAt(read, 8)).isEqualTo(floats(5, 6));
  }

  @Test
  void dataThatDoesNotFitTheShapeIsRefused() throws Exception {
    byte[] tensor = tensor("w", 1, List.of(1L << 40, 1L << 40), floats(1));
    assertThatThrownBy(() -> only(message(7, message(5, tensor))))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage("tensor 'w', [1099511627776, 1099511627776] of F32, has 4 bytes");
  }

  @Test
  void weightsInAnotherFileAreRefused() {
    byte[] tensor = concat(tensor("w", 1, List.of(1L), floats(1)), number(14, 1));
    assertThatThrownBy(() -> only(message(7, message(5, tensor))))
        .hasMessage("its weights are in another file, not supported");
  }

  @Test
  void anotherKindOfFileIsRefused() {
    assertThatThrownBy(() -> only("PK\u0003\u0004 a zip".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageStartingWith("the file");
    assertThatThrownBy(() -> only(new byte[0]))
        .hasMessage("the file holds no weights, or is not ONNX");
  }

  /** However it is cut, the reason is given, and no other exception escapes. */
  @Property(tries = 300)
  void aFileThatEndsTooEarlyIsRefused(@ForAll @IntRange(min = 0, max = 1000) int permille)
      throws Exception {
    byte[] whole = small();
    int length = (whole.length - 1) * permille / 1000;
    Files.write(scratch, Arrays.copyOf(whole, length));
    assertThatThrownBy(() -> new OnnxWeights().tensors(scratch))
        .isInstanceOf(InvalidWeightsException.class);
  }

  /** A byte that flipped gives other tensors or a reason, never another exception. */
  @Property(tries = 1000)
  void aDamagedByteDoesNoHarm(
      @ForAll @IntRange(min = 0, max = 999) int permille, @ForAll byte flipped) throws Exception {
    byte[] bytes = small();
    bytes[bytes.length * permille / 1000] ^= flipped;
    Files.write(scratch, bytes);
    try {
      assertThat(new OnnxWeights().tensors(scratch)).isNotEmpty();
    } catch (InvalidWeightsException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n");
    }
  }

  private static byte[] small() {
    byte[] node = concat(text(1, "x"), text(1, "m"), text(3, "/a/MatMul"), text(4, "MatMul"));
    return concat(
        number(1, 8),
        message(
            7,
            concat(
                message(1, node),
                message(5, tensor("m", 1, List.of(2L, 2L), floats(1, 2, 3, 4))),
                message(5, tensor("b", 7, List.of(1L), new byte[8])))));
  }

  private StoredTensor only(byte[] model) throws Exception {
    Path file = Files.write(folder.resolve("model.onnx"), model);
    List<StoredTensor> tensors = new OnnxWeights().tensors(file);
    assertThat(tensors).hasSize(1);
    return tensors.get(0);
  }

  private static byte[] bytesAt(StoredTensor tensor, int count) throws IOException {
    byte[] file = Files.readAllBytes(tensor.file());
    return Arrays.copyOfRange(file, (int) tensor.offset(), (int) tensor.offset() + count);
  }

  private static byte[] tensor(String name, int type, List<Long> shape, byte[] raw) {
    byte[] dims = concat(shape.stream().map(dim -> number(1, dim)).toArray(byte[][]::new));
    return concat(dims, number(2, type), text(8, name), message(9, raw));
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] text(int field, String text) {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[] content) {
    return concat(varint(field << 3 | 2), varint(content.length), content);
  }

  private static byte[] number(int field, long value) {
    return concat(varint((long) field << 3), varint(value));
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
