package dev.lamina.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.yaml.Composer;
import dev.lamina.engine.spec.yaml.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SpecPropertiesTest {

  private static final Location HERE = new Location("spec.yaml", 1, 1);
  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("spec", ".yaml");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 300)
  void anyBytesAreASpecOrAProblemWithAPlace(@ForAll byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertReadsOrIsRefused(List.of());
  }

  @Property(tries = 1000)
  void anythingLikeYamlIsASpecOrAProblemWithAPlace(@ForAll("pieces") String text)
      throws IOException {
    Files.writeString(file, text);
    assertReadsOrIsRefused(List.of());
  }

  @Property(tries = 500)
  void anyArgumentIsAnOverrideOrAProblem(@ForAll("pieces") String one, @ForAll("pieces") String two)
      throws IOException {
    Files.writeString(file, "a: {b: [c, {type: d}]}\n");
    assertReadsOrIsRefused(List.of(one, "a.b.d." + two, "a=" + one, "~" + two));
  }

  @Property(tries = 400)
  void whatIsWrittenReadsBackAsTheSameValues(@ForAll("trees") Node.Mapping tree) {
    String written = SpecWriter.write(tree);
    Node read = Composer.compose(written, Places.only(HERE)).orElseThrow();
    Node.Mapping again =
        new Interpolation((Node.Mapping) read, Map.of(), new ProblemList()).resolve();

    assertThat(plain(again)).as(written).isEqualTo(plain(tree));
    assertThat(SpecWriter.write(again)).isEqualTo(written);
  }

  private static void assertReadsOrIsRefused(List<String> overrides) {
    assertThatCode(
            () -> {
              try {
                Spec spec = new SpecReader().read(file, overrides, Map.of());
                SpecWriter.write(spec.tree());
              } catch (InvalidSpecException e) {
                assertThat(e.problems()).isNotEmpty();
                assertThat(e.getMessage()).contains(": error: ");
              }
            })
        .doesNotThrowAnyException();
  }

  /** Values and keys without places and spelling. */
  private static Object plain(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return String.valueOf(scalar.value())
          + (scalar.value() == null ? "" : scalar.value().getClass());
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(SpecPropertiesTest::plain).toList();
    }
    return ((Node.Mapping) node)
        .entries().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), plain(entry.getValue().value())))
            .toList();
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "a",
            "b",
            "type",
            "id",
            "0",
            "1.5",
            "true",
            "null",
            ": ",
            ":",
            "- ",
            "-",
            "\n",
            "\n  ",
            "\n    ",
            " ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "\"",
            "'",
            "#",
            " #",
            "&a ",
            "*a",
            "<<",
            "|",
            ">",
            "!",
            "!!str ",
            "!!x ",
            "%",
            "@",
            "`",
            "? ",
            "\\",
            "\\x4",
            "\\U99999999",
            "${",
            "}",
            "${a}",
            "${a.b}",
            "$${",
            "${env:X}",
            "${env:X:-1}",
            "=",
            ".",
            "~",
            "---",
            "\n---\n",
            "...",
            "%YAML 1.2\n",
            "%TAG ! x\n",
            "é",
            "😀",
            "\r",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "extends: a")
        .list()
        .ofMaxSize(25)
        .map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<Node.Mapping> trees() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.strings()
                .withChars("ab :#-,[]{}\"'\\\n\t\r${}&*!|>%@`~.0123456789")
                .ofMaxLength(8),
            Arbitraries.of(
                "yes", "No", "null", "~", "1e5", "0x1", "${a}", "$${", "<<", "=", "---", "- a",
                "a: b", "a #b", " a", "a ", "true", "12:30", "\uFEFF", "\uD800"));
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts.map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false).map(truth -> (Object) truth),
            Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .map(number -> (Object) number));
    Arbitrary<Object> values =
        Arbitraries.lazyOf(
            () -> scalars,
            () -> scalars.injectNull(0.1).map(value -> value),
            () -> Arbitraries.maps(texts, scalars).ofMaxSize(3).map(map -> (Object) map),
            () -> scalars.list().ofMaxSize(12).map(list -> (Object) list),
            () -> scalars.list().ofMaxSize(3).list().ofMaxSize(3).map(list -> (Object) list));
    return Arbitraries.maps(texts, values)
        .ofMaxSize(5)
        .map(map -> (Node.Mapping) Literals.of(map, HERE));
  }
}
