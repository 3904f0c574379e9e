package dev.lamina.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.prompt.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSpansTest {

  @Test
  void thePlacesOfThePositionsThatAreReadAreKept() {
    TokenizedPrompt tokens =
        new TokenizedPrompt(
            new int[] {1, 7, 8, 2},
            List.of(new Span(0, 0), new Span(0, 5), new Span(5, 8), new Span(0, 0)),
            new boolean[] {true, false, false, true});
    TokenSpans spans = new TokenSpans();
    spans.add(tokens, new int[] {1, 2});
    spans.add(tokens, new int[] {0, 1, 2, 3});

    assertThat(spans.of(0)).containsExactly(new Span(0, 5), new Span(5, 8));
    assertThat(spans.of(1))
        .containsExactly(new Span(0, 0), new Span(0, 5), new Span(5, 8), new Span(0, 0));
  }
}
