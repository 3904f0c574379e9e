package dev.lamina.plugins.datasets;

import static dev.lamina.plugins.datasets.Nodes.list;
import static dev.lamina.plugins.datasets.Nodes.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.RelationTemplates;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import dev.lamina.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFactsTest {

  @TempDir Path folder;

  private Optional<Path> file = Optional.empty();
  private final List<StatedFact> facts = new ArrayList<>();
  private Counterfactuals counterfactuals = Counterfactuals.PAIRED;
  private TemplateChoice template = new TemplateChoice.Numbered(0);
  private final Map<String, RelationTemplates> relations = new LinkedHashMap<>();

  private FactsDataset dataset() {
    return new FactsDataset(
        new FactsDataset.Config(file, facts, counterfactuals, template, relations));
  }

  private void file(String name, String content) throws IOException {
    file = Optional.of(Files.writeString(folder.resolve(name), content));
  }

  private void fact(int line, String... parts) throws InvalidValueException {
    Location here = new Location("spec.yaml", line, 5);
    Node[] items = new Node[parts.length];
    for (int i = 0; i < parts.length; i++) {
      items[i] = scalar(parts[i], here);
    }
    facts.add(StatedFact.parse(list(here, items)));
  }

  private void words(String relation, String template) throws InvalidValueException {
    relations.put(
        relation, RelationTemplates.parse(scalar(template, new Location("spec.yaml", 9, 9))));
  }

  private Loaded accepted() {
    DatasetContract.of(this::dataset).verify();
    Loaded loaded = Loaded.of(dataset());
    assertThat(loaded.problems()).isEmpty();
    return loaded;
  }

  @Test
  void aFileOfFactsUsesTheBuiltInWordsOfItsRelations() throws IOException {
    file(
        "facts.csv",
        """
        relation,subject,object,counterfactual,year
        capital_of,Bern,Switzerland,Austria,1848
        capital_of,Manila,the Philippines,,1976
        capital_of,Oslo,Norway,,
        """);
    Loaded loaded = accepted();

    assertThat(loaded.texts())
        .startsWith("Bern is the capital of Switzerland", "Bern is the capital of Austria")
        .hasSize(6);
    assertThat(loaded.values("is_true"))
        .containsExactly("true", "false", "true", "false", "true", "false");
    assertThat(loaded.values("object").subList(2, 6))
        .as("the two facts without counterfactual have each other's object")
        .containsExactly("the Philippines", "Norway", "Norway", "the Philippines");
    assertThat(loaded.at("object")).isEqualTo(loaded.values("object"));
    assertThat(loaded.at("subject")).isEqualTo(loaded.values("subject"));
    assertThat(loaded.prompts().labels()).containsEntry("year", LabelKind.NUMBER);
    assertThat(loaded.values("year")).containsExactly("1848", "1848", "1976", "1976", "-", "-");
  }

  @Test
  void rowsThatSayWhetherTheyAreTrueAreTakenAsTheyAre() throws IOException {
    file(
        "facts.jsonl",
        """
        {"subject": "Bern", "relation": "capital_of", "object": "Switzerland", "is_true": true, "pair": 7}
        {"subject": "Bern", "relation": "capital_of", "object": "Spain", "is_true": false, "pair": 7}
        {"subject": "Oslo", "relation": "capital_of", "object": "Spain", "is_true": 0}
        """);
    Loaded loaded = accepted();

    assertThat(loaded.values("is_true")).containsExactly("true", "false", "false");
    assertThat(loaded.values("pair")).containsExactly("7", "7", "capital_of:Oslo");
  }

  @Test
  void rowsCanBringTheirOwnWords() throws IOException {
    file(
        "facts.tsv",
        """
        subject\trelation\tobject\tcounterfactual\ttext\ttemplate
        Anna\tlikes\ttea\tcoffee\tEverybody knows that Anna drinks tea.\t
        Ben\tlikes\tmilk\tbeer\t\tGive {object} to {subject}!
        """);
    Loaded loaded = accepted();

    assertThat(loaded.texts())
        .containsExactly(
            "Everybody knows that Anna drinks tea.",
            "Everybody knows that Anna drinks coffee.",
            "Give milk to Ben!",
            "Give beer to Ben!");
    assertThat(loaded.at("object")).containsExactly("tea", "coffee", "milk", "beer");
  }

  @Test
  void factsStandInTheSpecToo() throws Exception {
    file("facts.csv", "subject,relation,object\nOslo,capital_of,Norway\n");
    fact(12, "Bern", "capital_of", "Switzerland", "Austria");
    fact(13, "Manila", "capital_of", "the Philippines");
    Loaded loaded = accepted();

    assertThat(loaded.values("subject"))
        .containsExactly("Oslo", "Oslo", "Bern", "Bern", "Manila", "Manila");
    assertThat(loaded.prompts().items().get(3).origin()).hasToString("spec.yaml:12:5");
  }

  @Test
  void ownRelationsGetOwnWords() throws Exception {
    words("likes", "{subject} likes {object}");
    words("capital_of", "{object} is ruled from {subject}");
    fact(1, "Anna", "likes", "tea", "coffee");
    fact(2, "Bern", "capital_of", "Switzerland", "Austria");

    assertThat(accepted().texts())
        .containsExactly(
            "Anna likes tea",
            "Anna likes coffee",
            "Switzerland is ruled from Bern",
            "Austria is ruled from Bern");
  }

  @Test
  void oneTemplateCanServeAllRelations() throws Exception {
    template = TemplateChoice.parse(scalar("{subject} {relation} {object}", Location.file("s")));
    fact(1, "Anna", "likes", "tea", "coffee");

    assertThat(accepted().texts()).containsExactly("Anna likes tea", "Anna likes coffee");
  }

  @Test
  void withoutCounterfactualsFactsStandAlone() throws Exception {
    counterfactuals = Counterfactuals.NONE;
    fact(1, "Oslo", "capital_of", "Norway");
    fact(2, "Bern", "capital_of", "Switzerland", "Austria");

    assertThat(accepted().values("is_true")).containsExactly("true", "true");
  }

  @Test
  void aRelationWithoutWordsReadsLikeItsName() throws Exception {
    fact(1, "Anna", "lives_in", "Oslo", "Bern");
    fact(2, "Ben", "lives_in", "Bern", "Oslo");
    fact(3, "Rome", "captial_of", "Italy", "Spain");
    Loaded loaded = Loaded.of(dataset());

    assertThat(loaded.texts()).startsWith("Anna lives in Oslo", "Anna lives in Bern");
    assertThat(loaded.problems())
        .containsExactly(
            "spec:relations: warning: relation 'lives_in' has no template, so its prompts read like"
                + " 'Anna lives in Oslo' (other words: relations: {lives_in: \"{subject} ..."
                + " {object}\"})",
            "spec:relations: warning: relation 'captial_of' has no template, so its prompts read"
                + " like 'Rome captial of Italy' (other words: relations: {captial_of:"
                + " \"{subject} ... {object}\"}); did you mean 'capital_of'?");
  }

  @Test
  void thePairsOfARelationDoNotDependOnOthers() throws Exception {
    file(
        "facts.csv",
        """
        subject,relation,object
        a,r,1
        b,r,2
        c,r,3
        d,r,1
        """);
    words("r", "{subject} {object}");
    List<String> alone = accepted().texts();
    words("q", "{subject} {object}");
    for (int i = 0; i < 20; i++) {
      fact(i + 1, "x" + i, "q", "y" + i % 3);
    }

    assertThat(accepted().texts().subList(0, 8)).isEqualTo(alone);
  }
}
