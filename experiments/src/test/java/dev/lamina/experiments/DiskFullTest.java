package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A runs folder on a disk that has no space left: a small one, mounted for this test alone. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux mounts a disk for one process")
@Timeout(180)
class DiskFullTest {

  @TempDir private Path folder;

  private record Shell(int exitCode, List<String> lines) {}

  /** Runs a script as a user who may mount, with mounts that nobody else sees. */
  private Shell shell(String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "shell", ".txt");
    Process process =
        new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Shell(process.exitValue(), Files.readAllLines(output));
  }

  private boolean mayMount() throws IOException, InterruptedException {
    Path disk = Files.createDirectories(folder.resolve("probe"));
    try {
      return shell("mount -t tmpfs -o size=1m none " + disk).exitCode() == 0;
    } catch (IOException e) {
      return false; // no unshare
    }
  }

  private static String lamina(String words) {
    return "%s -Xmx1g -cp '%s' %s %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            Main.class.getName(),
            words);
  }

  @Test
  void aRunThatFillsTheDiskSaysSoAndGoesOnWhenThereIsSpace() throws Exception {
    assumeTrue(mayMount(), "needs a user that may mount: unshare --map-root-user --mount");
    Path spec =
        Files.writeString(
            folder.resolve("full.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 24}
            layers: [0, 5]
            analyses: [activation-stats, layer-comparison, {type: linear-probe, folds: 3}]
            """);
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Path kept = folder.resolve("kept");
    String where = " --quiet --runs " + runs;

    // the activations, the spec and the prompts fit; the figures do not
    Shell shell =
        shell(
            String.join(
                "\n",
                "mount -t tmpfs -o size=600k none " + runs,
                lamina("run " + spec + where),
                "echo exit $?",
                "cp -rP " + runs + "/full " + kept,
                "mount -o remount,size=100m " + runs,
                lamina("resume full" + where),
                "echo exit $?",
                "cp " + runs + "/full/latest/metrics.csv " + folder));

    assertThat(shell.lines())
        .filteredOn(line -> line.startsWith("exit"))
        .containsExactly("exit 1", "exit 0");
    assertThat(shell.lines()).noneMatch(line -> line.startsWith("\tat "));
    assertThat(shell.lines())
        .filteredOn(line -> line.contains("error:"))
        .singleElement()
        .asString()
        .contains("cannot write " + runs, "No space left on device");
    assertThat(shell.lines()).anyMatch(line -> line.startsWith("go on with it: lamina resume "));
    try (Stream<Path> files = Files.walk(kept)) {
      assertThat(files.filter(Files::isRegularFile))
          .as("no half file has its final name")
          .noneMatch(file -> file.toString().endsWith(".tmp"));
    }
    CommandLineRun whole =
        CommandLineRun.of(
            "run", spec.toString(), "--quiet", "--runs", folder.resolve("other").toString());
    assertThat(whole.exitCode()).as("%s", whole.err()).isZero();
    assertThat(Files.readString(folder.resolve("metrics.csv")))
        .isEqualTo(Files.readString(folder.resolve("other/full/latest/metrics.csv")));
  }
}
