package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {

  @TempDir Path folder;

  private static ActivationStore store(Path runs) {
    return new ActivationStore(runs, warning -> {});
  }

  @Test
  void aFolderThatCanBeMadeIsWritableAndIsNotMadeYet() {
    Path runs = folder.resolve("not/yet/there");
    assertThat(store(runs).checkWritable()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws IOException {
    Path runs = Files.createFile(folder.resolve("runs"));
    assertThat(store(runs).checkWritable())
        .hasValue(
            "the runs folder %s cannot be written: %s is not a folder; choose another with --runs"
                .formatted(runs, runs));
  }

  /** Even root cannot create a file in /proc. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatRefusesFilesIsNamed() {
    Path runs = Path.of("/proc/self/fdinfo");
    assertThat(store(runs).checkWritable().orElseThrow())
        .startsWith("the runs folder /proc/self/fdinfo cannot be written: ")
        .endsWith("; choose another with --runs");
    assertThatThrownBy(() -> Planted.store(store(runs), List.of(0), 1))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("activations cannot be written to /proc/self/fdinfo/.cache/");
  }
}
