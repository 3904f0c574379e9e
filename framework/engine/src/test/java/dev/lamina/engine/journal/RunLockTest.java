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

  @Test
  void lookingAtItDoesNotTakeItAway() throws Exception {
    assertThat(RunLock.isHeld(folder)).isFalse();
    try (RunLock lock = RunLock.take(folder).orElseThrow()) {
      assertThat(RunLock.isHeld(folder)).isTrue();
      assertThat(RunLock.isHeld(folder.resolve("../" + folder.getFileName()))).isTrue();
      assertThat(heldElsewhere()).isTrue();
      assertThat(lock).isNotNull();
    }
    assertThat(RunLock.isHeld(folder)).isFalse();
  }

  @Test
  void aFileThatAKilledProcessLeftIsNotHeld() throws Exception {
    Files.writeString(folder.resolve(".lock"), "left");

    assertThat(RunLock.isHeld(folder)).isFalse();
  }

  /** As another process sees it. */
  private boolean heldElsewhere() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RunLockTest.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    return process.waitFor() == HELD;
  }

  private static final int HELD = 7;

  public static void main(String[] arguments) throws Exception {
    System.exit(RunLock.isHeld(Path.of(arguments[0])) ? HELD : 0);
  }
}
