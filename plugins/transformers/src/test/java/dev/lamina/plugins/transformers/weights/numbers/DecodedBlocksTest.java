package dev.lamina.plugins.transformers.weights.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.safetensors.SafetensorsFile;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Blocks and expected numbers are those of Python's gguf: src/test/python/make_gguf_blocks.py. */
class DecodedBlocksTest {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "F32")
  void everyNumberIsTheOneThatPythonDecodes(NumberType type) throws Exception {
    try (SafetensorsFile file = SafetensorsFile.open(blocks())) {
      ByteBuffer blocks = file.bytes(type + ".blocks");
      FloatBuffer expected = file.bytes(type + ".numbers").asFloatBuffer();
      assertThat(type.bytes(expected.remaining())).isEqualTo(blocks.remaining());
      FloatBuffer decoded = FloatBuffer.allocate(expected.remaining());
      type.decode(blocks, decoded);
      assertThat(decoded.hasRemaining()).isFalse();
      for (int i = 0; i < decoded.limit(); i++) {
        assertThat(bits(decoded.get(i))).as("number %d", i).isEqualTo(bits(expected.get(i)));
      }
    }
  }

  /** All bits but the payload of NaN, which no computation keeps. */
  private static String bits(float number) {
    return Integer.toHexString(Float.floatToIntBits(number));
  }

  private static Path blocks() throws URISyntaxException {
    return Path.of(DecodedBlocksTest.class.getResource("/gguf/blocks.safetensors").toURI());
  }
}
