package dev.lamina.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @TempDir private Path folder;

  @Test
  void oneAtATimeHasIt() throws Exception {
    Optional<RunLock> first = RunLock.take(folder);

    assertThat(first).isPresent();
    assertThat(RunLock.take(folder)).isEmpty();

    first.get().close();
    Optional<RunLock> next = RunLock.take(folder);
    assertThat(next).isPresent();
    next.get().close();
  }

  @Test
  void nothingIsLeftOfIt() throws Exception {
    RunLock.take(folder).orElseThrow().close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatAKilledProcessLeftHindersNobody() throws Exception {
    Files.writeString(folder.resolve(".lock"), "left");

    RunLock lock = RunLock.take(folder).orElseThrow();

    assertThat(RunLock.take(folder)).isEmpty();
    lock.close();
  }
}
