package dev.lamina.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.Node;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Span;
import dev.lamina.engine.experiment.option.SpecialTokens;
import dev.lamina.engine.select.PositionSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadoutTest {

  private static final Location HERE = new Location("data.csv", 2, 1);

  /** [CLS] New York is in America [SEP]. */
  private static final Prompt PROMPT =
      new Prompt(
          "New York is in America",
          Map.of(),
          Map.of("subject", new Span(0, 8), "object", new Span(15, 22)),
          HERE);

  private static final TokenizedPrompt TOKENS =
      new TokenizedPrompt(
          new int[] {101, 11, 12, 13, 14, 15, 102},
          List.of(
              new Span(0, 0),
              new Span(0, 3),
              new Span(4, 8),
              new Span(9, 11),
              new Span(12, 14),
              new Span(15, 22),
              new Span(0, 0)),
          new boolean[] {true, false, false, false, false, false, true});

  @ParameterizedTest
  @CsvSource({
    "mean, EXCLUDE, 1 2 3 4 5, MEAN",
    "mean, INCLUDE, 0 1 2 3 4 5 6, MEAN",
    "max, EXCLUDE, 1 2 3 4 5, MAX",
    "all, EXCLUDE, 1 2 3 4 5, EACH",
    "all, INCLUDE, 0 1 2 3 4 5 6, EACH",
    "first, EXCLUDE, 1, MEAN",
    "first, INCLUDE, 0, MEAN",
    "last, EXCLUDE, 5, MEAN",
    "last, INCLUDE, 6, MEAN",
    "subject, EXCLUDE, 1 2, MEAN",
    "object, EXCLUDE, 5, MEAN"
  })
  void positionsAreAmongThePromptsOwnTokens(
      String positions, SpecialTokens special, String expected, Pooling pooling) throws Exception {
    ModelInput input =
        new Readout(PositionSelection.parse(text(positions)), special).of(7, PROMPT, TOKENS);

    assertThat(input.positions()).containsExactly(numbers(expected));
    assertThat(input.pooling()).isEqualTo(pooling);
    assertThat(input.ids()).isEqualTo(TOKENS.ids());
    assertThat(input.row()).isEqualTo(7);
  }

  @Test
  void anIndexCountsFromEitherEnd() throws Exception {
    assertThat(at(new PositionSelection.Index(0, HERE))).containsExactly(1);
    assertThat(at(new PositionSelection.Index(-2, HERE))).containsExactly(4);
    assertThatThrownBy(() -> at(new PositionSelection.Index(5, HERE)))
        .hasMessage("the prompt 'New York is in America' has 5 tokens, no token 5");
  }

  @Test
  void aTextIsWhereItFirstStandsWithEveryTokenThatItTouches() throws Exception {
    assertThat(at(new PositionSelection.Text("in", HERE))).containsExactly(4);
    assertThat(at(new PositionSelection.Text("ork is", HERE))).containsExactly(2, 3);
    assertThatThrownBy(() -> at(new PositionSelection.Text("Asia", HERE)))
        .hasMessage("the prompt 'New York is in America' has no token of 'Asia'");
  }

  @Test
  void aPromptOfSpecialTokensAloneHasNoPositions() {
    TokenizedPrompt empty =
        new TokenizedPrompt(
            new int[] {101, 102},
            List.of(new Span(0, 0), new Span(0, 0)),
            new boolean[] {true, true});

    assertThatThrownBy(
            () ->
                new Readout(PositionSelection.parse(text("mean")), SpecialTokens.EXCLUDE)
                    .of(0, PROMPT, empty))
        .hasMessageContaining("has no tokens of its own");
  }

  @Test
  void truncationKeepsTheSpecialTokensAtTheEnd() {
    TokenizedPrompt cut = Truncation.cut(TOKENS, 4);

    assertThat(cut.ids()).containsExactly(101, 11, 12, 102);
    assertThat(cut.special()).containsExactly(true, false, false, true);
    assertThat(cut.spans()).hasSize(4);
  }

  private static int[] at(PositionSelection selection) throws Exception {
    return new Readout(selection, SpecialTokens.EXCLUDE).of(0, PROMPT, TOKENS).positions();
  }

  private static Node text(String value) {
    return new Node.Scalar(value, value, HERE);
  }

  private static int[] numbers(String text) {
    return List.of(text.split(" ", -1)).stream().mapToInt(Integer::parseInt).toArray();
  }
}
