package dev.lamina.plugins.transformers.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.Reference;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when Python cannot do it, by interpreters that fail in each way. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the interpreters are shell scripts")
@Timeout(60)
class TransformersFailureTest {

  @TempDir private Path folder;

  @Test
  void withoutPython() {
    Path python = folder.resolve("none");

    assertFails(
        python,
        python
            + " cannot be started; install Python 3 with the packages torch and transformers, or name an"
            + " interpreter that has them in the environment variable LAMINA_PYTHON");
  }

  /** Without its site packages, Python has its own modules alone. */
  @Test
  void withoutTheModules() throws IOException {
    Path python = script("exec python3 -I -S \"$@\"");

    assertFails(
        python,
        python
            + " has no module 'torch'; install what is needed with  "
            + python
            + " -m pip install torch transformers  or name an interpreter that has it in the environment"
            + " variable LAMINA_PYTHON");
  }

  @Test
  void anErrorOfTransformersIsItsLastLine() throws IOException {
    Path python =
        script(
            "echo 'Traceback (most recent call last):' >&2",
            "echo 'ValueError: no such model' >&2",
            "exit 1");

    assertFails(
        python,
        python
            + " could not run the model with transformers (exit code 1): ValueError: no such model");
  }

  @Test
  void anErrorWithoutAWord() throws IOException {
    Path python = script("exit 3");

    assertFails(
        python,
        python + " could not run the model with transformers (exit code 3): it said nothing");
  }

  @Test
  void aProcessThatTheSystemKills() throws IOException {
    Path python = script("kill -9 $$");

    assertFails(
        python, python + " was killed while it ran transformers, perhaps because memory ran out");
  }

  @Test
  void anAnswerThatMeansNothing() throws IOException {
    Path python = script("echo hello");

    assertFails(python, "transformers ended with an answer that means nothing: 'hello'");
  }

  /** As in LAMINA_PYTHON=venv/bin/python. */
  @Test
  void aRelativePathIsRelativeToWhereLaminaWasStarted() throws IOException {
    Path python = Path.of("").toAbsolutePath().relativize(script("echo hello"));

    assertFails(python, "transformers ended with an answer that means nothing: 'hello'");
  }

  @Test
  void anAnswerWithoutNumbers() throws IOException {
    Path python = script("echo '{\"versions\": \"transformers 5\", \"notes\": []}'");

    assertThatThrownBy(() -> reference(python, Duration.ofSeconds(30)).run(prompts(), (i, a) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("transformers gave nothing of use for prompt 0: ");
  }

  @Test
  void whatIsPrintedWithoutEndIsNotWaitedForAndItsChildrenEndToo() throws Exception {
    Path pid = folder.resolve("pid");
    Path python = script("sleep 300 &", "echo $! > " + pid, "yes >&2");

    assertThatThrownBy(() -> reference(python, Duration.ofSeconds(2)).run(prompts(), (i, a) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            python
                + " did not end within 2 seconds and was stopped; give fewer or shorter prompts");
    long child = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void anInterruptEndsPython() throws Exception {
    Path begun = folder.resolve("begun");
    Path python = script("pwd > " + begun + ".part", "mv " + begun + ".part " + begun, "sleep 300");
    Thread main = Thread.currentThread();
    Thread interrupting =
        new Thread(
            () -> {
              while (!Files.exists(begun)) {
                Thread.onSpinWait();
              }
              main.interrupt();
            });
    interrupting.start();

    assertThatThrownBy(() -> reference(python, Duration.ofSeconds(50)).run(prompts(), (i, a) -> {}))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    interrupting.join();
    assertThat(Path.of(Files.readString(begun).strip())).doesNotExist();
  }

  /** It runs in a temporary folder of its own, offline, and without the user's secrets. */
  @Test
  void pythonLeavesNothingBehindAndFetchesNothing() throws IOException {
    Path said = folder.resolve("said");
    Path python =
        script("pwd > " + said, "echo \"$HF_HUB_OFFLINE ${HF_TOKEN-none}\" >> " + said, "exit 1");

    assertThatThrownBy(() -> reference(python, Duration.ofSeconds(30)).run(prompts(), (i, a) -> {}))
        .isInstanceOf(IOException.class);
    assertThat(Path.of(Files.readAllLines(said).get(0))).doesNotExist();
    assertThat(Files.readAllLines(said).get(1)).isEqualTo("1 none");
  }

  private void assertFails(Path python, String sentence) {
    assertThatThrownBy(() -> reference(python, Duration.ofSeconds(30)).run(prompts(), (i, a) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(sentence);
  }

  private Reference reference(Path python, Duration patience) {
    return new TransformersReference(
        folder,
        name -> Optional.of(python.toString()).filter(value -> name.equals("LAMINA_PYTHON")),
        patience);
  }

  private static List<Reference.Prompt> prompts() {
    return List.of(new Reference.Prompt("caf\u00e9", new int[] {1, 2}));
  }

  private Path script(String... lines) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("python"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
