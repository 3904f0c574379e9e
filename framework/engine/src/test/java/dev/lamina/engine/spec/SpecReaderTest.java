package dev.lamina.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.Node;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {

  @TempDir Path folder;

  @Test
  void scalarsAreThoseOfTheCoreSchema() throws IOException {
    // yaml.org/spec/1.2.2, section 10.3.2
    assertThat(
            tree(
                """
                a: [true, false, yes, On, no]
                b: [1, -1, +1, 0o17, 0x1F, 017, 1_000, 12:30, 99999999999999999999]
                c: [1.5, 1e3, .5, 5., .inf, -.inf, .nan, 1.2.3]
                d: [null, ~, '', "1", 'true', 2026-01-01]
                e: !!str 5
                f: !!float 5
                """))
        .isEqualTo(
            """
            a: [true, false, "yes", "On", "no"]
            b: [1, -1, +1, 0o17, 0x1F, 017, "1_000", "12:30", 99999999999999999999]
            c: [1.5, 1e3, .5, 5., .inf, -.inf, .nan, "1.2.3"]
            d: [null, ~, "", "1", "true", "2026-01-01"]
            e: "5"
            f: 5.0
            """);
  }

  @Test
  void aliasesAndMergeKeysAreTheirTargets() throws IOException {
    assertThat(
            tree(
                """
                base: &base {a: 1, b: &b [1, 2]}
                other: &other {a: 3, c: 4}
                one: {<<: *base, a: 2}
                two: {<<: [*base, *other], d: *b}
                """))
        .contains("one:\n  a: 2\n  b: [1, 2]\n")
        .contains("two:\n  a: 1\n  b: [1, 2]\n  c: 4\n  d: [1, 2]\n");
  }

  @Test
  void valuesKnowWhereTheyStand() throws IOException {
    write("base.yaml", "a: 1\nlist:\n  - x: 2\n");
    Spec spec = read("extends: base.yaml\nb: {c: &c d}\ne: *c\n", "f=1");

    assertThat(place(spec.tree(), "a")).endsWith("base.yaml:1:4");
    assertThat(place(spec.tree(), "list")).endsWith("base.yaml:3:3");
    assertThat(place(spec.tree(), "b")).endsWith("spec.yaml:2:4");
    assertThat(place(spec.tree(), "e")).endsWith("spec.yaml:3:4");
    assertThat(place(spec.tree(), "f")).isEqualTo("command line");
  }

  @Test
  void laterFilesAreLaidOverEarlierOnes() throws IOException {
    write("deep/one.yaml", "extends: ../zero.yaml\na: {x: 1, w: 1}\nl: [1, 2]\n");
    write("zero.yaml", "a: {x: 0, z: 0}\nfrom: zero\n");
    write("two.yaml", "a: {w: 2}\nl: [3]\n");

    assertThat(tree("extends: [deep/one.yaml, two.yaml]\na: {x: 9}\n"))
        .isEqualTo("a:\n  x: 9\n  z: 0\n  w: 2\nfrom: zero\nl: [3]\n");
  }

  @Test
  void aFileMayBeExtendedOnTwoWays() throws IOException {
    write("zero.yaml", "a: 0\n");
    write("one.yaml", "extends: zero.yaml\nb: 1\n");
    write("two.yaml", "extends: zero.yaml\nc: 2\n");

    assertThat(tree("extends: [one.yaml, two.yaml]\n")).isEqualTo("a: 0\nb: 1\nc: 2\n");
  }

  @Test
  void extendedFilesMayBeNamedByTheEnvironment() throws IOException {
    write("one.yaml", "a: 1\n");

    assertThat(tree("extends: ${env:ONE}.yaml\n")).isEqualTo("a: 1\n");
  }

  @Test
  void overridesAreLaidOverTheFile() throws IOException {
    String spec = "a: {b: 1}\nlist: [one, {type: two, k: 1}, {type: two, id: x}]\nmodel: minilm\n";

    assertThat(tree(spec, "a.c=2", "a.b=null", "new.d.e=[1, {f: g}]"))
        .contains("a:\n  b: null\n  c: 2\n")
        .contains("new:\n  d:\n    e:\n      - 1\n      - f: g\n");
    assertThat(tree(spec, "list.one.k=5", "list.x.k=6", "list.1.k=7", "model.dtype=float16"))
        .isEqualTo(
            """
            a:
              b: 1
            list:
              - type: one
                k: 5
              - type: two
                k: 7
              - type: two
                id: x
                k: 6
            model:
              type: minilm
              dtype: float16
            """);
    assertThat(tree(spec, "~a.b", "~list.x", "~model", "a={d: 3}"))
        .isEqualTo("a:\n  d: 3\nlist:\n  - one\n  - type: two\n    k: 1\n");
  }

  /**
   * An entry without an id has its type for one: a type is that entry's name if only it has none.
   */
  @Test
  void anEntryWithoutAnIdIsNamedByItsType() throws IOException {
    String spec = "list: [{type: two, k: 1}, {type: two, id: x}]\n";

    assertThat(tree(spec, "~list.two")).isEqualTo("list:\n  - type: two\n    id: x\n");
    Spec unclear = read("list: [{type: two}, {type: two}, {type: two, id: x}]\n", "list.two.k=1");
    assertThat(unclear.problems().toString())
        .contains("'list' has 3 entries 'two'; name one by its id or its place, 0 or 1 or 2");
  }

  @Test
  void anOverrideReachesAKeyWithDots() throws IOException {
    assertThat(tree("a: {b.c: 1}\n", "a.b.c=2")).isEqualTo("a:\n  b.c: 2\n");
  }

  @Test
  void referencesAreReplacedByWhatTheyName() throws IOException {
    assertThat(
            tree(
                """
                seed: 7
                name: run-${seed}-${list.pca.k}
                copy: ${sub}
                sub: {k: "${seed}", text: '$${seed}', nested: "${copy2.a}"}
                copy2: ${target}
                target: {a: 1.50}
                list: [{type: pca, k: 3}]
                """))
        .isEqualTo(
            """
            seed: 7
            name: run-7-3
            copy:
              k: 7
              text: "$${seed}"
              nested: 1.50
            sub:
              k: 7
              text: "$${seed}"
              nested: 1.50
            copy2:
              a: 1.50
            target:
              a: 1.50
            list:
              - type: pca
                k: 3
            """);
  }

  @Test
  void theEnvironmentIsReadButNotWrittenDown() throws IOException {
    Spec spec =
        read(
            """
            number: ${env:NUMBER}
            text: ${env:ONE}-${env:NUMBER}
            standard: "${env:NOT_SET:-5}"
            empty: ${env:EMPTY:-full}
            nested: ${env:NOT_SET:-${env:ONE}}
            copy: ${number}
            """);

    assertThat(values(spec.tree())).containsExactly(42L, "one-42", 5L, "full", "one", 42L);
    assertThat(SpecWriter.write(spec.tree()))
        .isEqualTo(
            """
            number: "${env:NUMBER}"
            text: "${env:ONE}-${env:NUMBER}"
            standard: "${env:NOT_SET:-5}"
            empty: "${env:EMPTY:-full}"
            nested: "${env:NOT_SET:-${env:ONE}}"
            copy: "${env:NUMBER}"
            """);
  }

  @Test
  void whatReferencesGrowToIsBounded() throws IOException {
    StringBuilder lists = new StringBuilder("a0: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    StringBuilder texts = new StringBuilder("a0: xxxxxxxxxx\n");
    for (int i = 1; i < 40; i++) {
      lists.append("a%d: ['${a%d}', '${a%d}']\n".formatted(i, i - 1, i - 1));
      texts.append("a%d: ${a%d}${a%d}\n".formatted(i, i - 1, i - 1));
    }

    assertThatThrownBy(() -> read(lists.toString()))
        .hasMessageContaining("the spec has more than 1,000,000 values");
    assertThat(read(texts.toString()).problems().get(0).message())
        .endsWith("cannot be read: it becomes longer than 1 MiB");
  }

  @Test
  void depthIsBoundedBeforeItIsWalked() throws IOException {
    Files.writeString(file(), "a: " + "[".repeat(500_000));

    assertError(
        "spec.yaml:1:53: error: this is nested deeper than 50 levels, the most that a spec may be");
  }

  @Test
  void aByteOrderMarkIsNoCharacter() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', ':', ' ', '1'});

    assertThat(read().tree().location().toString()).endsWith("spec.yaml:1:1");
  }

  @Test
  void otherEncodingsAreRefusedWhereTheyBegin() throws IOException {
    Files.write(file(), "a: 1\nb: é".getBytes(StandardCharsets.ISO_8859_1));
    assertError("spec.yaml:2:4: error: the byte 0xE9 is not UTF-8; save the file as UTF-8");

    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      Files.write(file(), "a: 1\n".getBytes(charset));
      assertError("spec.yaml:1:1: error: the file is UTF-16; save it as UTF-8");
    }

    Files.writeString(file(), "a: 1\nb: x\u0007\n");
    assertError("spec.yaml:2:5: error: the control character \\u0007 is not allowed in YAML");
  }

  @Test
  void aFileThatCannotBeReadIsSaid() throws IOException {
    assertError("spec.yaml: error: the file does not exist");

    Files.createDirectories(file());
    assertError("spec.yaml: error: the file is a folder, not a YAML file");

    Files.delete(file());
    Files.write(file(), new byte[(1 << 20) + 1]);
    assertError("spec.yaml: error: the file is larger than 1 MiB, the most that a spec may have");
  }

  @Test
  void aFileThatIsNearIsNamed() throws IOException {
    write("spac.yaml", "a: 1\n");

    assertThatThrownBy(this::read)
        .hasMessageContaining("; did you mean ")
        .hasMessageContaining("spac");
  }

  private void assertError(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSpecException.class)
        .extracting(e -> e.getMessage().replace(folder + "/", ""))
        .isEqualTo(message);
  }

  private static String place(Node.Mapping tree, String key) {
    return tree.entries().get(key).value().location().toString();
  }

  private static List<Object> values(Node.Mapping tree) {
    return tree.entries().values().stream()
        .map(entry -> ((Node.Scalar) entry.value()).value())
        .toList();
  }

  private String tree(String text, String... overrides) throws IOException {
    Spec spec = read(text, overrides);
    assertThat(spec.problems()).isEmpty();
    return SpecWriter.write(spec.tree());
  }

  private Spec read(String text, String... overrides) throws IOException {
    Files.writeString(file(), text);
    return new SpecReader().read(file(), List.of(overrides), ENVIRONMENT);
  }

  private Spec read() {
    return new SpecReader().read(file(), List.of(), ENVIRONMENT);
  }

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NUMBER", "42", "ONE", "one", "EMPTY", "");

  private Path file() {
    return folder.resolve("spec.yaml");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }
}
