package dev.lamina.plugins.datasets;

import static dev.lamina.plugins.datasets.Nodes.list;
import static dev.lamina.plugins.datasets.Nodes.mapping;
import static dev.lamina.plugins.datasets.Nodes.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.DatasetContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionsDatasetTest {

  @TempDir Path folder;
  private final Map<String, ConditionPrompts> conditions = new LinkedHashMap<>();
  private Location inSpec;

  @BeforeEach
  void aSpecInTheFolder() {
    inSpec = new Location(folder.resolve("spec.yaml").toString(), 3, 7);
  }

  private ConditionsDataset dataset() {
    return new ConditionsDataset(new ConditionsDataset.Config(conditions));
  }

  private void condition(String name, Node prompts) throws InvalidValueException {
    conditions.put(name, ConditionPrompts.parse(prompts));
  }

  @Test
  void listsAndFilesAreCompared() throws Exception {
    Files.writeString(folder.resolve("b.txt"), "\uFEFFIt will rain.\r\n\n  \nWe'll go. ");
    condition("past", list(inSpec, scalar("It rained.", inSpec), scalar("We went.", inSpec)));
    condition("future", scalar("b.txt", inSpec));

    Prompts prompts = DatasetContract.of(this::dataset).verify();

    Loaded loaded = Loaded.of(dataset());
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.texts())
        .containsExactly("It rained.", "We went.", "It will rain.", "We'll go. ");
    assertThat(loaded.values("condition")).containsExactly("past", "past", "future", "future");
    assertThat(prompts.labels()).isEqualTo(Map.of("condition", LabelKind.CATEGORY));
    assertThat(prompts.mainLabel()).contains("condition");
    assertThat(prompts.items().get(0).origin()).isEqualTo(inSpec);
    assertThat(prompts.items().get(3).origin())
        .isEqualTo(new Location(folder.resolve("b.txt").toString(), 4, 1));
  }

  @Test
  void oneConditionIsNotEnough() throws Exception {
    condition("a", list(inSpec, scalar("x", inSpec)));

    assertThat(Loaded.of(dataset()).problems())
        .containsExactly(
            "spec:conditions: error: conditions must have at least two conditions to compare but has 1");
  }

  @Test
  void anEmptyConditionIsAnError() throws Exception {
    Files.writeString(folder.resolve("b.txt"), " \n\n");
    condition("a", list(inSpec));
    condition("b", scalar("b.txt", inSpec));
    condition("c", scalar("missing.txt", inSpec));

    assertThat(Loaded.problems(dataset(), folder))
        .containsExactly(
            "spec:conditions.a: error: conditions.a must have at least one prompt",
            "b.txt:1:1: error: the file has no prompts; it needs at least one line of text",
            "spec:conditions.c: error: there is no file 'missing.txt'");
  }

  @Test
  void aPromptInTwoConditionsIsAWarning() throws Exception {
    condition(
        "a",
        list(
            inSpec,
            scalar("same", new Location("s.yaml", 4, 9)),
            scalar("same", new Location("s.yaml", 5, 9)),
            scalar("also", inSpec)));
    condition(
        "b", list(inSpec, scalar("same", new Location("s.yaml", 8, 9)), scalar("also", inSpec)));

    assertThat(Loaded.of(dataset()).problems())
        .containsExactly(
            "s.yaml:8:9: warning: the prompt 'same' stands in condition 'a' too, at s.yaml:4:9 (and"
                + " 1 more prompts in two conditions)");
  }

  @Test
  void otherFormsAreRefused() {
    assertRefused(
        mapping(inSpec, Map.of()),
        "must be a list of prompts or the name of a text file, but is a mapping");
    assertRefused(
        scalar(3L, inSpec), "must be a list of prompts or the name of a text file, but is '3'");
    assertRefused(
        list(inSpec, scalar(42L, inSpec)),
        "must have texts as prompts but has '42'; put it in quotes");
    assertRefused(list(inSpec, list(inSpec)), "must have texts as prompts but has a list");
    assertRefused(list(inSpec, scalar(" ", inSpec)), "must not have an empty prompt");
    assertRefused(
        scalar("a\0b", inSpec), "must name a text file but is 'a\\u0000b', which cannot be one");
  }

  private static void assertRefused(Node node, String message) {
    assertThatThrownBy(() -> ConditionPrompts.parse(node))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  @Test
  void aFileKeepsItsPlaceWhenTheSpecMoves() throws Exception {
    Node written = scalar("b.txt", inSpec);
    Node moved = ConditionPrompts.parse(written).withAbsolutePaths(written);
    Node elsewhere = scalar(((Node.Scalar) moved).written(), new Location("other/x.yaml", 1, 1));

    assertThat(ConditionPrompts.parse(elsewhere))
        .isEqualTo(new ConditionPrompts.InFile(folder.resolve("b.txt")));
    Node prompts = list(inSpec, scalar("b.txt", inSpec));
    assertThat(ConditionPrompts.parse(prompts).withAbsolutePaths(prompts)).isEqualTo(prompts);
  }

  @Test
  void aBadByteIsLocated() throws Exception {
    Files.write(folder.resolve("b.txt"), new byte[] {'o', 'k', '\n', 'x', (byte) 0x80});
    condition("a", list(inSpec, scalar("x", inSpec)));
    condition("b", scalar("b.txt", inSpec));

    assertThat(Loaded.problems(dataset(), folder))
        .isEqualTo(
            List.of("b.txt:2:2: error: byte 0x80 is not UTF-8 here; save the file as UTF-8"));
  }
}
