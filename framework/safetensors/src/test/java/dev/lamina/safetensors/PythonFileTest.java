package dev.lamina.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads what Python's safetensors wrote; the expected values stand in make_small.py. */
class PythonFileTest {

  private SafetensorsFile file;

  static Path small() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(PythonFileTest.class.getResource("small.safetensors")).toURI());
  }

  @BeforeEach
  void open() throws IOException, URISyntaxException {
    file = SafetensorsFile.open(small());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @Test
  void allTensorsAreListedInTheOrderOfTheirBytes() {
    assertThat(file.tensors().keySet())
        .containsExactly(
            "offsets", "scalar", "embed.weight", "nothing", "brain", "half", "Umlaut ü", "mask");
  }

  @Test
  void metadataIsRead() {
    assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "note", "ünïcode"));
  }

  @Test
  void shapesAndTypesAreRead() {
    TensorEntry embed = Objects.requireNonNull(file.tensors().get("embed.weight"));
    assertThat(embed.dtype()).isEqualTo("F32");
    assertThat(embed.shape()).containsExactly(3, 4);
    assertThat(embed.size()).isEqualTo(48);
    assertThat(embed.elements()).isEqualTo(12);
    TensorEntry scalar = Objects.requireNonNull(file.tensors().get("scalar"));
    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.elements()).isEqualTo(1);
  }

  @Test
  void valuesOfEachTypeAreRead() throws IOException {
    FloatBuffer embed = file.bytes("embed.weight").asFloatBuffer();
    assertThat(embed.get(0)).isEqualTo(0f);
    assertThat(embed.get(11)).isEqualTo(2.75f);
    assertThat(file.bytes("offsets").asLongBuffer().get(2)).isEqualTo(1L << 40);
    assertThat(file.bytes("scalar").getDouble()).isEqualTo(3.25);
    // 65504, the largest float16, is 0x7bff; -1.5 in bfloat16 is 0xbfc0
    assertThat(file.bytes("half").getShort(4)).isEqualTo((short) 0x7bff);
    assertThat(file.bytes("brain").getShort(2)).isEqualTo((short) 0xbfc0);
    assertThat(Bytes.copy(file.bytes("mask"))).containsExactly(1, 0, 1);
    assertThat(Bytes.copy(file.bytes("Umlaut ü"))).containsExactly(7);
    assertThat(file.bytes("nothing").remaining()).isZero();
  }

  @Test
  void aRangeIsMappedAlone() throws IOException {
    ByteBuffer row = file.bytes("embed.weight", 16, 16);
    assertThat(row.remaining()).isEqualTo(16);
    assertThat(row.asFloatBuffer().get(0)).isEqualTo(1f);
    assertThat(row.isReadOnly()).isTrue();
  }

  @Test
  void viewsOutliveTheFile() throws IOException {
    ByteBuffer scalar = file.bytes("scalar");
    file.close();
    assertThat(scalar.getDouble()).isEqualTo(3.25);
  }
}
