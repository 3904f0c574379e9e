package dev.lamina.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileTest {

  @TempDir private Path folder;

  @Test
  void aLineIsAPromptAndEmptyOnesMeanNothing() throws IOException {
    Path file = write("\ufeffOne.\r\n\n   \n caf\u00e9 \ud83d\ude00\nOne.");

    assertThat(PromptFile.read(file))
        .containsExactly(
            prompt(file, 1, "One."),
            prompt(file, 4, " caf\u00e9 \ud83d\ude00"),
            prompt(file, 5, "One."));
  }

  private static ParityPrompt prompt(Path file, int line, String text) {
    return new ParityPrompt(text, Optional.of(new Location(file.toString(), line, 1)));
  }

  @Test
  void twoHundredPromptsAreTakenAndNoMore() throws IOException {
    assertThat(PromptFile.read(write("a\n".repeat(200)))).hasSize(200);

    Path file = write("a\n".repeat(201));
    assertRefused(
        file, file + ":201:1: error: the file has more than the 200 prompts that can be checked");
  }

  @Test
  void aFileWithoutPromptsIsRefused() throws IOException {
    Path file = write(" \n\n");
    assertRefused(file, file + ": error: the file holds no prompts; write one a line");
  }

  @Test
  void aLineThatIsNotUtf8IsNamed() throws IOException {
    Path file =
        Files.write(
            folder.resolve("latin1.txt"),
            "fine\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, file + ":2:1: error: the line is not UTF-8; save the file as UTF-8");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = write("a".repeat((1 << 20) + 1));
    assertRefused(file, file + ": error: the file is larger than 1 MiB");
  }

  @Test
  void whatIsNoFileIsRefused() {
    Path none = folder.resolve("none.txt");
    assertRefused(none, "command line: error: the file of prompts '" + none + "' does not exist");
    assertRefused(
        folder, "command line: error: the file of prompts '" + folder + "' is not a file");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("prompts.txt"), text);
  }

  private static void assertRefused(Path file, String words) {
    assertThatThrownBy(() -> PromptFile.read(file))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(words);
  }
}
