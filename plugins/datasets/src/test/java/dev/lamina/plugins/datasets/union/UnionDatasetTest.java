package dev.lamina.plugins.datasets.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Nested;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Nesting;
import dev.lamina.plugins.datasets.Loaded;
import dev.lamina.plugins.datasets.Nodes;
import dev.lamina.testkit.DatasetContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnionDatasetTest {

  private final Map<String, Nested<Dataset>> sets = new LinkedHashMap<>();
  private String as = "dataset";
  private Optional<String> item = Optional.of("item");

  /** A data set that is there already. */
  private record Given(Dataset dataset) implements Nested<Dataset> {
    @Override
    public Location location() {
      return Location.file("spec");
    }
  }

  private static final class BuildsGiven implements Nesting {
    @Override
    @SuppressWarnings("unchecked")
    public <T> T build(Nested<T> nested) {
      return (T) ((Given) (Nested<?>) nested).dataset();
    }
  }

  private UnionDataset dataset() {
    return new UnionDataset(
        new UnionDataset.Config(sets, as, new ItemLabel(item)), new BuildsGiven());
  }

  private void set(String name, Map<String, LabelKind> labels, String main, String... rows) {
    List<Prompt> items = new ArrayList<>();
    for (String row : rows) {
      Map<String, String> values = new LinkedHashMap<>();
      String[] cells = row.split(",", -1);
      int column = 1;
      for (String label : labels.keySet()) {
        if (!cells[column].isEmpty()) {
          values.put(label, cells[column]);
        }
        column++;
      }
      Location origin = new Location(name + ".csv", items.size() + 2, 1);
      items.add(new Prompt(cells[0], values, Map.of(), origin));
    }
    Prompts prompts = new Prompts(items, labels, Optional.of(main).filter(text -> !text.isEmpty()));
    sets.put(name, new Given(problems -> prompts));
  }

  private static Map<String, LabelKind> labels(Object... namesAndKinds) {
    Map<String, LabelKind> labels = new LinkedHashMap<>();
    for (int i = 0; i < namesAndKinds.length; i += 2) {
      labels.put((String) namesAndKinds[i], (LabelKind) namesAndKinds[i + 1]);
    }
    return labels;
  }

  @Test
  void setsFollowEachOtherAndRowsAreNumberedInEach() {
    set("en", labels("is_true", LabelKind.BOOLEAN), "is_true", "Rome,true", "Oslo,false");
    set("fr", labels("is_true", LabelKind.BOOLEAN), "is_true", "Rome,true", "Oslo,false");
    as = "language";

    Prompts prompts = DatasetContract.of(this::dataset).verify();

    Loaded loaded = Loaded.of(dataset());
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.texts()).containsExactly("Rome", "Oslo", "Rome", "Oslo");
    assertThat(loaded.values("language")).containsExactly("en", "en", "fr", "fr");
    assertThat(loaded.values("item")).containsExactly("0", "1", "0", "1");
    assertThat(prompts.labels())
        .isEqualTo(
            Map.of(
                "is_true", LabelKind.BOOLEAN,
                "language", LabelKind.CATEGORY,
                "item", LabelKind.NUMBER));
    assertThat(prompts.mainLabel()).contains("is_true");
    assertThat(prompts.items().get(3).origin()).isEqualTo(new Location("fr.csv", 3, 1));
  }

  @Test
  void labelsThatOnlySomeSetsHaveAreMissingInTheOthers() {
    set("a", labels("x", LabelKind.NUMBER), "", "one,1");
    set("b", labels("y", LabelKind.CATEGORY), "y", "two,u");
    item = Optional.empty();

    Loaded loaded = Loaded.of(dataset());

    assertThat(loaded.values("x")).containsExactly("1", "-");
    assertThat(loaded.values("y")).containsExactly("-", "u");
    assertThat(loaded.prompts().labels().keySet()).containsExactly("x", "y", "dataset");
    assertThat(loaded.prompts().mainLabel()).contains("dataset");
  }

  @Test
  void anEmptyColumnHasTheKindThatItHasElsewhere() {
    set("a", labels("x", LabelKind.CATEGORY), "", "one,");
    set("b", labels("x", LabelKind.NUMBER), "", "two,2");

    Loaded loaded = Loaded.of(dataset());

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.prompts().labels()).containsEntry("x", LabelKind.NUMBER);
  }

  @Test
  void labelsOfDifferentKindsAreAnErrorWithBothPlaces() {
    set("a", labels("x", LabelKind.BOOLEAN), "x", "none,", "one,true");
    set("b", labels("x", LabelKind.CATEGORY), "", "two,maybe");

    assertThat(Loaded.of(dataset()).problems())
        .containsExactly(
            "b.csv:2:1: error: the label 'x' is a category in the data set 'b', from here on, but"
                + " true or false in 'a', from a.csv:3:1 on; rename one of them with  labels:"
                + " {NEW_NAME: x}");
  }

  @Test
  void aLabelOfASetIsNotOverwritten() {
    set("a", labels("item", LabelKind.NUMBER, "dataset", LabelKind.CATEGORY), "", "one,5,z");

    assertThat(Loaded.of(dataset()).problems())
        .containsExactly(
            "spec:as: error: the data set 'a' has a label 'dataset' of its own; choose another name"
                + " with  as: NAME",
            "spec:item: error: the data set 'a' has a label 'item' of its own; choose another name"
                + " with  item: NAME, or none with  item: false");
  }

  @Test
  void twoLabelsNeedTwoNames() {
    set("a", labels(), "", "one");
    as = "item";

    assertThat(Loaded.of(dataset()).problems())
        .containsExactly(
            "spec:item: error: item must be another label than that of the set's name");
  }

  @Test
  void noSetsAreAnError() {
    assertThat(Loaded.of(dataset()).problems())
        .containsExactly("spec:sets: error: sets must have at least one data set");
  }

  @Test
  void theItemIsALabelOrNone() throws Exception {
    Location place = new Location("s.yaml", 4, 9);

    assertThat(ItemLabel.parse(Nodes.scalar("row", place)).name()).contains("row");
    assertThat(ItemLabel.parse(Nodes.scalar(false, place)).name()).isEmpty();
    assertThatThrownBy(() -> ItemLabel.parse(Nodes.scalar(true, place)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be the name of a label, or false for none, but is 'true'");
    assertThatThrownBy(() -> ItemLabel.parse(Nodes.list(place)))
        .hasMessage("must be the name of a label, or false for none, but is no text");
  }
}
