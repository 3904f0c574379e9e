package dev.lamina.plugins.transformers.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {

  /** SHA-256 of "abc": FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void aFingerprintIsTheSha256OfTheContent() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertThat(fingerprints().of(file)).isEqualTo(ABC);
    assertThat(fingerprints().of(file)).isEqualTo(ABC);
    assertThat(fingerprints().of("abc")).isEqualTo(ABC);
  }

  @Test
  void aFileThatChangedIsHashedAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abd");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(fingerprints().of(file)).isNotEqualTo(ABC);
    Files.writeString(file, "abc");
    assertThat(fingerprints().of(file)).isEqualTo(ABC);
    Files.writeString(file, "abcd");
    assertThat(fingerprints().of(file)).isNotEqualTo(ABC);
  }

  /** What is kept is trusted while size and time are the same: that is the point of keeping it. */
  @Test
  void aFileThatDidNotChangeIsNotReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    FileTime time = Files.getLastModifiedTime(file);
    fingerprints().of(file);
    Files.writeString(file, "xyz");
    Files.setLastModifiedTime(file, time);
    assertThat(fingerprints().of(file)).isEqualTo(ABC);
  }

  @Test
  void aDamagedNoteIsWrittenAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    fingerprints().of(file);
    Path notes = folder.resolve("home/fingerprints");
    try (var kept = Files.list(notes)) {
      for (Path note : kept.toList()) {
        Files.writeString(note, "half a no");
      }
    }
    assertThat(fingerprints().of(file)).isEqualTo(ABC);
  }

  @Test
  void withoutAPlaceToKeepThemTheyAreComputed() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertThat(new Fingerprints(new LaminaHome(file.resolve("home"))).of(file)).isEqualTo(ABC);
  }

  private Fingerprints fingerprints() {
    return new Fingerprints(new LaminaHome(folder.resolve("home")));
  }
}
