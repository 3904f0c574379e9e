package dev.lamina.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir private Path runs;

  @Test
  void theIdIsUtcTimeAndSixCharacters() {
    try (RunFolder folder = RunFolder.create(runs, "facts")) {
      assertThat(folder.id()).matches("\\d{8}T\\d{6}-[a-z0-9]{6}");
      assertThat(folder.path()).isEqualTo(runs.resolve("facts").resolve(folder.id()));
    }
  }

  @Test
  void idsSortAsTheRunsBegan() {
    Instant second = Instant.parse("2026-11-23T14:05:02Z");

    assertThat(Stream.of(0, 1, 499, 500, 501, 999).map(second::plusMillis).map(RunId::at))
        .isSorted()
        .allMatch(id -> id.startsWith("20261123T140502-"));
  }

  @Test
  void aFileIsJournalledWithItsSizeAndHash() throws Exception {
    try (RunFolder folder = RunFolder.create(runs, "facts")) {
      folder.write("tables/a.csv", out -> out.write("abc".getBytes(StandardCharsets.UTF_8)));

      // sha256("abc"), FIPS 180-2 appendix B.1
      assertThat(Journal.read(folder.path().resolve("journal.jsonl")))
          .extracting(Journal.Entry::event)
          .containsExactly(
              new Event.ArtifactWritten(
                  "tables/a.csv",
                  3,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
  }

  @Test
  void aFileThatCannotBeFinishedLeavesNothingBehind() throws Exception {
    try (RunFolder folder = RunFolder.create(runs, "facts")) {
      assertThatThrownBy(
              () ->
                  folder.write(
                      "a.txt",
                      out -> {
                        out.write(1);
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("a.txt")
          .hasMessageContaining("No space left on device");
      try (Stream<Path> files = Files.list(folder.path())) {
        assertThat(files.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("journal.jsonl", ".lock");
      }
    }
  }

  @Test
  void latestLinksToTheNewest() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (RunFolder folder = RunFolder.create(runs, "facts")) {
        folder.linkLatest();
        assertThat(runs.resolve("facts/latest").toRealPath()).isEqualTo(folder.path().toRealPath());
      }
    }
  }

  @Test
  void aRunIsFoundByIdBeginningNameAndFolder() throws Exception {
    Path first = made("facts");
    Path second = made("other");
    RunCatalog catalog = new RunCatalog(runs);
    String id = first.getFileName().toString();

    assertThat(catalog.folders()).containsExactlyInAnyOrder(first, second);
    assertThat(catalog.find(id)).isEqualTo(first);
    assertThat(catalog.find(id.substring(0, id.length() - 1))).isEqualTo(first);
    assertThat(catalog.find("other")).isEqualTo(second);
    assertThat(catalog.find("other/" + second.getFileName())).isEqualTo(second.toRealPath());
    assertThat(catalog.find(second.toString())).isEqualTo(second.toRealPath());
    assertThatThrownBy(() -> catalog.find("facst"))
        .hasMessageContaining("no run 'facst'")
        .hasMessageContaining("lamina runs");
  }

  private Path made(String name) {
    try (RunFolder folder = RunFolder.create(runs, name)) {
      folder.journal().append(new Event.Started(folder.id(), name, "", List.of()));
      folder.linkLatest();
      return folder.path();
    }
  }
}
