package dev.lamina.plugins.mlflow.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PackedTextTest {

  @Property(tries = 100)
  void packedTextComesBack(@ForAll String text) {
    String wellFormed = text.replaceAll("[\\ud800-\\udfff]", "");

    assertThat(PackedText.unpacked(PackedText.packed(wellFormed))).isEqualTo(wellFormed);
  }

  @Test
  void itIsWhatTheMlflowUiReads() {
    // Python: "deflate;" + base64.b64encode(zlib.compress(b"{}", 9)).decode()
    assertThat(PackedText.packed("{}")).isEqualTo("deflate;eNqrrgUAAXUA+Q==");
  }

  @Test
  void damagedTextIsEmpty() {
    assertThat(PackedText.unpacked("deflate;eNqr!")).isEmpty();
    assertThat(PackedText.unpacked("deflate;AAAA")).isEmpty();
  }
}
