package dev.lamina.plugins.datasets;

import static dev.lamina.plugins.datasets.Nodes.list;
import static dev.lamina.plugins.datasets.Nodes.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.RelationTemplates;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
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

/** What a researcher reads about wrong facts of their own, word for word. */
class FactErrorsTest {

  @TempDir Path folder;

  private Optional<Path> file = Optional.empty();
  private final List<StatedFact> facts = new ArrayList<>();
  private TemplateChoice template = new TemplateChoice.Numbered(0);
  private final Map<String, RelationTemplates> relations = new LinkedHashMap<>();

  private FactsDataset dataset() {
    return new FactsDataset(
        new FactsDataset.Config(file, facts, Counterfactuals.PAIRED, template, relations));
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

  private List<String> problems() {
    return Loaded.problems(dataset(), folder);
  }

  @Test
  void noOtherObjectToMakeACounterfactualOf() throws Exception {
    fact(3, "Oslo", "capital_of", "Norway");
    fact(4, "Bern", "continent_of", "Europe", "Asia");

    assertThat(problems())
        .containsExactly(
            "spec.yaml:3:5: error: no fact of relation 'capital_of' has another object than"
                + " 'Norway' to make a counterfactual of; add one to the fact, or set"
                + " counterfactuals: none");
  }

  @Test
  void aCounterfactualThatIsTrue() throws Exception {
    fact(3, "Switzerland", "language_of", "German", "French");
    fact(4, "Switzerland", "language_of", "French", "Greek");

    assertThat(problems())
        .containsExactly(
            "spec.yaml:3:5: error: the counterfactual 'French' of 'Switzerland' is stated to be"
                + " true");
  }

  @Test
  void wrongRowsAreLocated() throws IOException {
    file(
        "facts.csv",
        """
        subject,relation,object,is_true,counterfactual,text,template
        ,capital_of,Norway,,,,
        Oslo,,Norway,maybe,,,
        Oslo,capital_of,Norway,no,Spain,,
        Oslo,capital_of,Norway,,Spain,x,{object}
        Oslo,capital_of,Norway,,Spain,,{object
        """);

    assertThat(problems())
        .containsExactly(
            "facts.csv:2:1: error: the fact has no subject",
            "facts.csv:3:6: error: the fact has no relation",
            "facts.csv:3:14: error: is_true must be true, 1, yes, false, 0 or no but is 'maybe'",
            "facts.csv:4:27: error: a counterfactual belongs to a true fact, but is_true is false",
            "facts.csv:5:33: error: a fact has a text or a template, not both",
            "facts.csv:6:32: error: the template must name its columns in braces, as in '{subject}"
                + " is in {object}' (write {{ and }} for braces), but is '{object'");
  }

  @Test
  void aFileWithoutTheColumnsOfFacts() throws IOException {
    file("facts.csv", "subjekt,relation,object\na,b,c\n");

    assertThat(problems())
        .containsExactly(
            "facts.csv:1:1: error: there is no column 'subject'; did you mean 'subjekt'? (columns:"
                + " subjekt, relation, object); a file of facts has subject, relation and object,"
                + " and may have is_true, pair, counterfactual, text, template");
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    file("facts.xlsx", "?");

    assertThat(problems())
        .containsExactly(
            "spec:file: error: file must end in .csv, .tsv or .jsonl but is 'facts.xlsx'");
  }

  @Test
  void wrongTemplatesAreReportedAtTheirKeys() throws Exception {
    fact(1, "Anna", "likes", "tea", "coffee");
    words("lieks", "{subject} likes {object}");
    words("likes", "{subjekt} likes");
    template = TemplateChoice.parse(scalar("{subject} is {colour}", Location.file("s")));

    assertThat(problems())
        .containsExactly(
            "spec:relations.lieks: error: no fact has the relation 'lieks'; did you mean 'likes'?",
            "spec:relations.likes: error: the facts have no column 'subjekt'; did you mean"
                + " 'subject'? (columns: subject, relation, object, is_true, pair)",
            "spec:relations.likes: error: relations.likes must hold {object}, or a fact and its counterfactual read"
                + " the same (or set counterfactuals: none)",
            "spec:template: error: the facts have no column 'colour' (columns: subject, relation,"
                + " object, is_true, pair)",
            "spec:template: error: template must hold {object}, or a fact and its counterfactual read the"
                + " same (or set counterfactuals: none)");
  }

  @Test
  void textsWithoutAPlaceForTheObject() throws IOException {
    file(
        "facts.csv",
        """
        subject,relation,object,counterfactual,text
        Anna,likes,tea,coffee,"Anna likes tea, tea, tea"
        """);

    assertThat(problems())
        .containsExactly(
            "facts.csv:2:1: error: the object 'tea' has no single place in 'Anna likes tea, tea,"
                + " tea', so that a counterfactual would read the same; write {object} in a"
                + " template, or set counterfactuals: none");
  }

  @Test
  void aTemplateThatNamesAMissingValue() throws Exception {
    file(
        "facts.csv",
        """
        subject,relation,object,counterfactual,year
        Anna,likes,tea,coffee,1990
        Ben,likes,tea,coffee,
        """);
    words("likes", "In {year} {subject} liked {object}");

    assertThat(problems())
        .containsExactly(
            "facts.csv:3:1: error: the template 'In {year} {subject} liked {object}' names 'year',"
                + " which this fact does not have");
  }
}
