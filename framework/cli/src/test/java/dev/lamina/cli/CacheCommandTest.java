package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.cli.text.Ages;
import dev.lamina.cli.text.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of {@code lamina cache}. */
class CacheCommandTest {

  private final Console console = new Console();

  @TempDir private Path runs;

  private int run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--runs";
    all[arguments.length + 1] = runs.toString();
    return console.run(all);
  }

  @Test
  void anEmptyCacheIsSaidToBeEmpty() {
    assertThat(run("cache")).isZero();

    assertThat(console.err()).containsExactly("no activations are stored in " + runs);
  }

  @Test
  void aFileThatIsNoSegmentIsDamagedAndTheExitCodeSaysSo() throws IOException {
    Path folder = Files.createDirectories(runs.resolve(".cache/activations/" + "0".repeat(32)));
    Path file = Files.writeString(folder.resolve("x.safetensors"), "text");

    assertThat(run("cache", "verify")).isEqualTo(1);

    assertThat(console.out()).hasSize(2);
    assertThat(console.out().get(0))
        .startsWith(file + ": damaged: the file has 4 bytes")
        .endsWith("; set aside as *.damaged");
    assertThat(console.out().get(1))
        .isEqualTo("0 files, 0 B, are as they were written; 1 are damaged");
    assertThat(run("cache", "prune")).isZero();
    assertThat(console.out()).last().isEqualTo("deleted 1 files, 4 B freed");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cache prune --older-than soon | 'soon' is no age such as 30d or 12h",
        "cache prune --keep lots | 'lots' is no size such as 10GiB",
        "cache prune --model gpt3 | nothing of a model 'gpt3' is stored (see: lamina cache)",
        "cache purge | unknown",
      })
  void mistakesAreNamed(String arguments, String message) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(console.err()).singleElement().asString().contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500, 500",
    "1KiB, 1024",
    "1k, 1024",
    "1kB, 1000",
    "10GiB, 10737418240",
    "1.5g, 1610612736",
    "2 TB, 2000000000000"
  })
  void sizesAreRead(String word, long bytes) {
    assertThat(new Sizes().convert(word)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"30d, P30D", "12h, PT12H", "45m, PT45M", "10s, PT10S"})
  void agesAreRead(String word, String iso) {
    assertThat(new Ages().convert(word)).hasToString(java.time.Duration.parse(iso).toString());
  }
}
