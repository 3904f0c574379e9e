package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored activations that a disk or a person has changed. */
class DamagedCacheTest {

  @TempDir private Path folder;

  @Test
  void aFlippedBitIsNoticedAndTheActivationsAreComputedAgain() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 24}
            layers: [0, 5]
            analyses: [activation-stats, pca]
            """);
    String runs = folder.resolve("runs").toString();
    Path metrics = folder.resolve("runs/study/latest/metrics.csv");

    CommandLineRun whole = CommandLineRun.of("run", spec.toString(), "--runs", runs);
    List<String> expected = Files.readAllLines(metrics);
    Path first = metrics.toRealPath();
    Path entry = theEntry();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length - 1000] ^= 0x10; // in the last row; behind it are addresses and the hash
    Files.write(entry, bytes);
    CommandLineRun again = CommandLineRun.of("run", spec.toString(), "--runs", runs);

    assertThat(whole.exitCode()).as("%s", whole.err()).isZero();
    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(again.err())
        .singleElement()
        .asString()
        .startsWith(entry + ": warning: stored activations are damaged: ")
        .endsWith("set aside as *.damaged, computing them again");
    assertThat(metrics.toRealPath()).isNotEqualTo(first);
    assertThat(Files.readAllLines(metrics)).hasSizeGreaterThan(10).isEqualTo(expected);
    assertThat(metrics.resolveSibling("summary.md")).content().contains("damaged");
    assertThat(entry).doesNotExist();
    assertThat(entry.resolveSibling(entry.getFileName() + ".damaged")).hasBinaryContent(bytes);
  }

  private Path theEntry() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("runs/.cache/activations"))) {
      List<Path> entries = all.filter(Files::isRegularFile).toList();
      assertThat(entries).hasSize(1);
      return entries.get(0);
    }
  }
}
