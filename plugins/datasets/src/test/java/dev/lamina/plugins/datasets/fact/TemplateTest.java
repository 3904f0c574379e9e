package dev.lamina.plugins.datasets.fact;

import static dev.lamina.plugins.datasets.Nodes.list;
import static dev.lamina.plugins.datasets.Nodes.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Span;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private static final Location HERE = new Location("spec.yaml", 4, 3);

  private static Template template(String text) throws InvalidValueException {
    return Template.parse(text, HERE);
  }

  @Test
  void columnsArePutInAndLocated() throws InvalidValueException {
    Template.Rendered rendered =
        template("In {{{ object }}}, {subject} is {subject}")
            .render(Map.of("subject", "Łódź", "object", "𝒳y"));

    assertThat(rendered.text()).isEqualTo("In {𝒳y}, Łódź is Łódź");
    assertThat(rendered.spans())
        .as("the first place of each, in UTF-16 units")
        .isEqualTo(Map.of("object", new Span(4, 7), "subject", new Span(10, 14)));
  }

  @Test
  void bracesThatDoNotMatchAreRefused() {
    for (String text : new String[] {"{subject", "subject}", "{}", "{ }", "a { b"}) {
      assertThatThrownBy(() -> template(text))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage(
              "must name its columns in braces, as in '{subject} is in {object}' (write {{ and }}"
                  + " for braces), but is '"
                  + text
                  + "'");
    }
  }

  @Test
  void aTextBecomesATemplateWhereSubjectAndObjectStand() {
    Template template = Template.around("{In} France lies Paris.", "Paris", "France");

    assertThat(template.columns()).containsOnly("subject", "object");
    assertThat(template.render(Map.of("subject", "Paris", "object", "Italy")).text())
        .isEqualTo("{In} Italy lies Paris.");
    assertThat(Template.around("No, no, no", "no", "yes").columns()).isEmpty();
  }

  @Test
  void aSubjectInsideTheObjectHasNoPlaceOfItsOwn() {
    Template template = Template.around("It is New York City", "York", "New York City");

    assertThat(template.columns()).containsOnly("object");
  }

  @Test
  void aChoiceIsANumberAllOrAText() throws InvalidValueException {
    assertThat(TemplateChoice.parse(scalar(2L, HERE))).isEqualTo(new TemplateChoice.Numbered(2));
    assertThat(TemplateChoice.parse(scalar("all", HERE))).isEqualTo(new TemplateChoice.All());
    assertThat(TemplateChoice.parse(scalar("{subject}: {object}", HERE)))
        .isEqualTo(new TemplateChoice.Own(template("{subject}: {object}")));
    for (Object wrong : new Object[] {-1L, "first", 1.0, true, "1"}) {
      assertThatThrownBy(() -> TemplateChoice.parse(scalar(wrong, HERE)))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage(
              "must be a template's number (0, 1, ...), all, or a text such as '{subject} is in"
                  + " {object}', but is '"
                  + wrong
                  + "'");
    }
  }

  @Test
  void aRelationHasOneTemplateOrSeveral() throws InvalidValueException {
    assertThat(RelationTemplates.parse(scalar("{subject}", HERE)).templates()).hasSize(1);
    assertThat(
            RelationTemplates.parse(
                    list(HERE, scalar("a {object}", HERE), scalar("b {object}", HERE)))
                .templates())
        .extracting(Template::written)
        .containsExactly("a {object}", "b {object}");
    assertThatThrownBy(() -> RelationTemplates.parse(list(HERE)))
        .hasMessage("must have at least one template");
    assertThatThrownBy(() -> RelationTemplates.parse(scalar(3L, HERE)))
        .hasMessage(
            "must be a text such as '{subject} likes {object}', or a list of such texts, but is"
                + " '3'");
  }
}
