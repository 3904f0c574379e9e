package dev.lamina.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  private static final List<NewTensor> TENSORS =
      List.of(new NewTensor("activations", "F32", 3, 1, 2), new NewTensor("offsets", "I64", 2));

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("a.safetensors");
  }

  private void write(SafetensorsWriter writer) throws IOException {
    writer.write("activations", 16, Bytes.floats(4, 5));
    writer.write("offsets", List.of(Bytes.longs(0), Bytes.longs(3)).iterator());
    writer.write("activations", 0, Bytes.floats(0, 1, 2, 3));
  }

  @Test
  void aRangeIsReadWithoutMappingIt() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, TENSORS, Map.of())) {
      write(writer);
      writer.commit();
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      ByteBuffer two = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.read("activations", 12, two);
      assertThat(two.flip().getFloat()).isEqualTo(3);
      assertThat(two.getFloat()).isEqualTo(4);
      assertThatThrownBy(() -> file.read("activations", 20, two.clear()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      Files.write(path, new byte[9]);
      assertThatThrownBy(() -> file.read("activations", 0, two.clear()))
          .isInstanceOf(EOFException.class)
          .hasMessage("the file became shorter while it was read");
    }
  }

  @Test
  void whatIsWrittenInAnyOrderIsReadBack() throws IOException {
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(path, TENSORS, Map.of("component", "resid_post", "a", "ü\n"))) {
      write(writer);
      writer.commit();
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      float[] values = new float[6];
      file.bytes("activations").asFloatBuffer().get(values);
      assertThat(values).containsExactly(0, 1, 2, 3, 4, 5);
      long[] offsets = new long[2];
      file.bytes("offsets").asLongBuffer().get(offsets);
      assertThat(offsets).containsExactly(0, 3);
      assertThat(file.metadata()).isEqualTo(Map.of("component", "resid_post", "a", "ü\n"));
    }
    assertThat(files()).containsExactly("a.safetensors");
  }

  @Test
  void tensorsAreAligned() throws IOException {
    List<NewTensor> tensors =
        List.of(
            new NewTensor("bytes", "U8", 3),
            new NewTensor("floats", "F32", 1),
            new NewTensor("longs", "I64", 1));
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, tensors, Map.of())) {
      writer.write("bytes", 0, Bytes.longs(0).limit(3));
      writer.write("floats", 0, Bytes.floats(1));
      writer.write("longs", 0, Bytes.longs(2));
      writer.commit();
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.dataBegin() % 8).isZero();
      assertThat(Objects.requireNonNull(file.tensors().get("floats")).begin() % 4).isZero();
      assertThat(Objects.requireNonNull(file.tensors().get("longs")).begin() % 8).isZero();
    }
  }

  @Test
  void theDigestCoversTheHeaderAndAllTensorsBefore() throws Exception {
    List<NewTensor> tensors = List.of(new NewTensor("x", "F32", 2), new NewTensor("sha", "U8", 32));
    byte[] written;
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, tensors, Map.of("a", "b"))) {
      writer.write("x", 0, Bytes.floats(1, 2));
      written = writer.sha256Before("sha");
      writer.write("sha", 0, ByteBuffer.wrap(written));
      writer.commit();
    }
    byte[] bytes = Files.readAllBytes(path);
    byte[] expected =
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, bytes.length - 32));
    assertThat(written).isEqualTo(expected);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.sha256Before("sha")).isEqualTo(expected);
    }
  }

  @Test
  void nothingStandsUnderTheNameBeforeTheCommit() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, TENSORS, Map.of())) {
      write(writer);
      assertThat(files()).singleElement().asString().startsWith(".a.safetensors.").endsWith(".tmp");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatWasThereIsReplaced() throws IOException {
    for (float value : new float[] {1, 2}) {
      try (SafetensorsWriter writer =
          SafetensorsWriter.create(path, List.of(new NewTensor("x", "F32")), Map.of())) {
        writer.write("x", 0, Bytes.floats(value));
        writer.commit();
      }
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.bytes("x").getFloat()).isEqualTo(2f);
    }
  }

  @Test
  void bytesThatAreMissingStopTheCommit() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, TENSORS, Map.of())) {
      writer.write("offsets", 0, Bytes.longs(0, 3));
      writer.write("activations", 8, Bytes.floats(2, 3, 4, 5));
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessage("16 of 24 bytes of tensor 'activations' were written");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void writingBeyondATensorIsRefused() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, TENSORS, Map.of())) {
      assertThatThrownBy(() -> writer.write("activations", 20, Bytes.floats(1, 2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void twoTensorsOfOneNameAreRefused() {
    NewTensor tensor = new NewTensor("x", "F32", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafetensorsWriter.create(path, List.of(tensor, tensor), Map.of()))
        .withMessage("the name 'x' is taken");
  }

  @Test
  void anEmptyListOfTensorsIsAFile() throws IOException {
    try (SafetensorsWriter writer = SafetensorsWriter.create(path, List.of(), Map.of())) {
      writer.commit();
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors()).isEmpty();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
