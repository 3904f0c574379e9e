package dev.lamina.engine.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.NamesFiles;
import dev.lamina.api.config.Node;
import dev.lamina.api.config.Range;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.bind.LabelReference.IfAbsent;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.UnsupportedConfigException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Literals;
import dev.lamina.engine.spec.SpecWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {

  private static final Location HERE = new Location("configs/spec.yaml", 7, 5);

  private final ProblemList problems = new ProblemList();
  private final Binder binder = new Binder(problems);

  enum Color {
    DARK_RED,
    BLUE
  }

  record Inner(int low, @Default("9") int high) {}

  record Everything(
      String text,
      int whole,
      long large,
      double real,
      boolean truth,
      Color color,
      Path file,
      List<Integer> numbers,
      Map<String, List<String>> groups,
      Optional<Double> share,
      Inner inner,
      List<Inner> inners,
      Files read) {}

  @FromSpec(form = "a file", schema = "{\"type\": \"string\"}")
  record Files(String name) implements NamesFiles {
    public static Files parse(Node node) throws InvalidValueException {
      if (node instanceof Node.Scalar scalar && scalar.value() instanceof String name) {
        return new Files(name);
      }
      throw new InvalidValueException(node.location(), "must be a file");
    }

    @Override
    public Node withAbsolutePaths(Node written) {
      return Paths.absolute((Node.Scalar) written);
    }
  }

  @Test
  void everyKindOfKeyIsFilled() {
    Bound<Everything> bound =
        bind(
            Everything.class,
            """
            {text: a, whole: 1, large: 9999999999, real: 2, truth: true, color: dark_red,
             file: data/a.csv, numbers: [3, 4], groups: {x: [y]}, share: 0.5, inner: {low: 1},
             inners: [{low: 2, high: 3}], read: ./b.txt}
            """);

    assertThat(bound.config())
        .isEqualTo(
            new Everything(
                "a",
                1,
                9999999999L,
                2.0,
                true,
                Color.DARK_RED,
                Path.of("configs/data/a.csv"),
                List.of(3, 4),
                Map.of("x", List.of("y")),
                Optional.of(0.5),
                new Inner(1, 9),
                List.of(new Inner(2, 3)),
                new Files("./b.txt")));
    String here = Path.of("configs").toAbsolutePath().toString();
    assertThat(SpecWriter.inline(bound.completed()))
        .contains("file: " + here + "/data/a.csv")
        .contains("read: " + here + "/b.txt")
        .contains("inner: {low: 1, high: 9}");
  }

  record Labels(
      @LabelName @Default("is_true") String by,
      @LabelName Optional<String> color,
      @LabelName @Default("pair") Optional<String> groupBy,
      @LabelName @Default("[a, b]") List<String> others,
      @Default("{}") Deep deep) {}

  record Deep(@LabelName @Default("x") String target) {}

  @Test
  void theLabelsThatAConfigurationNamesAreTold() {
    Bound<Labels> bound = bind(Labels.class, "{by: truth}");

    assertThat(bound.labels())
        .extracting(LabelReference::key, LabelReference::label, LabelReference::ifAbsent)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("by", "truth", IfAbsent.ERROR),
            org.assertj.core.groups.Tuple.tuple("group_by", "pair", IfAbsent.NONE),
            org.assertj.core.groups.Tuple.tuple("others.0", "a", IfAbsent.MAIN_LABEL),
            org.assertj.core.groups.Tuple.tuple("others.1", "b", IfAbsent.MAIN_LABEL),
            org.assertj.core.groups.Tuple.tuple("deep.target", "x", IfAbsent.MAIN_LABEL));
  }

  @Test
  void otherLabelsTakeTheirPlace() {
    Bound<Labels> bound = bind(Labels.class, "{}");
    Bound<Labels> again =
        binder
            .rebind(
                bound,
                Map.of(
                    "by", Optional.of("condition"),
                    "group_by", Optional.empty(),
                    "others.1", Optional.of("c"),
                    "deep.target", Optional.of("y")))
            .orElseThrow();

    assertThat(again.config())
        .isEqualTo(
            new Labels(
                "condition", Optional.empty(), Optional.empty(), List.of("a", "c"), new Deep("y")));
    assertThat(SpecWriter.inline(again.completed()))
        .isEqualTo("{by: condition, group_by: null, others: [a, c], deep: {target: \"y\"}}");
  }

  @Test
  void numbersFromTheEnvironmentAreReadByTheirKeys() {
    record Numbers(int seed, String name, double rate) {}
    Node.Mapping mapping =
        mapping(
            Map.of(
                "seed", new Node.Scalar("007", "${env:SEED}", HERE),
                "name", new Node.Scalar(5L, "${env:NAME}", HERE),
                "rate", new Node.Scalar("1e-3", "${env:RATE}", HERE)));

    assertThat(binder.bind(ConfigShape.own(Numbers.class), mapping, "test", List.of()))
        .map(Bound::config)
        .contains(new Numbers(7, "5", 0.001));
  }

  @Test
  void whatIsWrongIsLeftOutWhereEveryKeyHasADefault() {
    record Options(@Default("1") int one, @Default("2") int two) {}
    Bound<Options> bound =
        binder.bindOrDefaults(
            ConfigShape.own(Options.class),
            mapping(
                Map.of(
                    "one", Literals.text("x", new Location("spec.yaml", 1, 6)),
                    "two", Literals.of(5, HERE),
                    "twoo", Literals.of(1, HERE))),
            "test",
            List.of());

    assertThat(bound.config()).isEqualTo(new Options(1, 5));
    assertThat(problems.sorted())
        .extracting(Problem::message)
        .containsExactly(
            "unknown key 'twoo' in test; did you mean 'two'? (allowed: one, two)",
            "one must be a whole number but is the text 'x'");
  }

  @Test
  void aRecordThatNoSpecCanFillIsRefused() {
    record Unknown(Thread thread) {}
    record BadDefault(@Default("x") int number) {}
    record BadRange(@Range(min = 1) String text) {}

    assertUnsupported(
        Unknown.class, "the key 'thread' of .*: the type java.lang.Thread is not one");
    assertThatThrownBy(() -> Binder.checkDefaults(ConfigShape.own(BadDefault.class)))
        .isInstanceOf(UnsupportedConfigException.class)
        .hasMessage("a default is not allowed: number must be a whole number but is the text 'x'");
    assertUnsupported(BadRange.class, "@Range is for numbers, not for java.lang.String");
  }

  private static void assertUnsupported(Class<? extends Record> type, String message) {
    assertThatThrownBy(() -> ConfigShape.of(type))
        .isInstanceOf(UnsupportedConfigException.class)
        .hasMessageMatching("(?s).*" + message + ".*");
  }

  private <C extends Record> Bound<C> bind(Class<C> type, String yaml) {
    Optional<Bound<C>> bound = binder.bind(ConfigShape.own(type), parse(yaml), "test", List.of());
    assertThat(problems.sorted()).isEmpty();
    return bound.orElseThrow();
  }

  private static Node.Mapping parse(String yaml) {
    return (Node.Mapping) Literals.parse(yaml, HERE);
  }

  private static Node.Mapping mapping(Map<String, Node> values) {
    return new Node.Mapping(
        values.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, entry -> new Node.Entry(HERE, entry.getValue()))),
        HERE);
  }

  record Shared(@Default("3") int folds, @LabelName @Default("pair") Optional<String> groupBy) {}

  record Deeper(@Included Shared shared, @Default("1.5") double strength) {}

  record Including(String target, @Included Deeper deeper, boolean last) {}

  record Twice(@Included Shared shared, int folds) {}

  record NoRecord(@Included String text) {}

  @Test
  void keysOfIncludedRecordsStandBesideTheOthers() throws UnsupportedConfigException {
    ConfigShape<Including> shape = ConfigShape.of(Including.class);
    assertThat(shape.names()).containsExactly("target", "folds", "group_by", "strength", "last");

    Bound<Including> bound =
        binder
            .bind(shape, parse("target: t\nlast: true\nfolds: 7\n"), "probe", List.of())
            .orElseThrow();

    assertThat(bound.config())
        .isEqualTo(new Including("t", new Deeper(new Shared(7, Optional.of("pair")), 1.5), true));
    assertThat(bound.labels()).extracting(LabelReference::key).containsExactly("group_by");
    Bound<Including> other =
        binder.rebind(bound, Map.of("group_by", Optional.of("city"))).orElseThrow();
    assertThat(other.config().deeper().shared().groupBy()).contains("city");
  }

  @Test
  void anIncludedKeyMustNotBeThereTwice() {
    assertThatThrownBy(() -> ConfigShape.of(Twice.class))
        .isInstanceOf(UnsupportedConfigException.class)
        .hasMessageEndingWith("has the key 'folds' twice");
    assertThatThrownBy(() -> ConfigShape.of(NoRecord.class))
        .isInstanceOf(UnsupportedConfigException.class)
        .hasMessageContaining("the component 'text' of", "is @Included, but no record");
  }
}
