package dev.lamina.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Problem;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.sample.SamplePlugin;
import dev.lamina.engine.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user sees for each wrong spec in {@code messages/}: the spec {@code NAME.yaml}, read with
 * the arguments in its first line if that begins with {@code # $}, gives the lines of {@code
 * NAME.txt}.
 */
class MessagesTest {

  private static final Path FOLDER = Path.of("src/test/resources/messages");
  private static final Map<String, String> ENVIRONMENT = Map.of("WORD", "five", "HALF", "0.50");

  @TestFactory
  Stream<DynamicTest> aWrongSpecGivesItsMessages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> specs = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(specs).hasSizeGreaterThan(60);
      return specs.stream()
          .map(spec -> DynamicTest.dynamicTest(spec.getFileName().toString(), () -> check(spec)));
    }
  }

  private static void check(Path spec) throws IOException {
    Path expected = Path.of(spec.toString().replaceFirst("yaml$", "txt"));
    assertThat(messages(spec)).isEqualTo(Files.readString(expected));
  }

  private static String messages(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> arguments =
        text.startsWith("# $ ")
            ? List.of(text.substring(4, text.indexOf('\n')).split(" "))
            : List.of();
    ProblemList problems = new ProblemList();
    try {
      ExperimentBinder.bind(
          new SpecReader().read(file, arguments, ENVIRONMENT), SamplePlugin.registry(), problems);
    } catch (InvalidSpecException e) {
      problems.addAll(e.problems());
    }
    String shown = FOLDER.toString() + file.getFileSystem().getSeparator();
    return problems.sorted().stream()
        .map(Problem::toString)
        .map(line -> line.replace(shown, "") + "\n")
        .collect(Collectors.joining());
  }
}
