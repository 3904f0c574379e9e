package dev.lamina.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  private static final List<String> NAMES = List.of("linear-probe", "pca", "t-sne", "layers");

  @Test
  void aMissingLetterIsNear() {
    assertThat(NearNames.of("liner-probe", NAMES)).contains("linear-probe");
  }

  @Test
  void twoSwappedLettersAreOneEdit() {
    assertThat(NearNames.of("pac", NAMES)).contains("pca");
    assertThat(NearNames.of("lyaers", NAMES)).contains("layers");
  }

  @Test
  void anotherWordIsNotNear() {
    assertThat(NearNames.of("umap", NAMES)).isEmpty();
    assertThat(NearNames.hint("umap", NAMES)).isEmpty();
  }
}
