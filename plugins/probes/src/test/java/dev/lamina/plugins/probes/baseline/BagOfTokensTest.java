package dev.lamina.plugins.probes.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.plugins.probes.fit.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BagOfTokensTest {

  private static Features of(String... texts) {
    List<Prompt> prompts =
        Arrays.stream(texts)
            .map(text -> new Prompt(text, Map.of(), Map.of(), new Location("memory", 1, 1)))
            .toList();
    return BagOfTokens.of(prompts);
  }

  @Test
  void tokensAreWordsNumbersAndSigns() {
    assertThat(BagOfTokens.tokens("Zürich isn't in 2 places. 東京!"))
        .containsExactly("zürich", "isn", "'", "t", "in", "2", "places", ".", "東京", "!");
  }

  /** The columns are the length, then "in" (of all three) and "rome" (of two). */
  @Test
  void rowsHaveTheTokensOfTwoPromptsOrMore() {
    Features features = of("Rome in Italy", "In Rome", "in");

    assertThat(features.rows()[0]).containsExactly(1.2247449f, 1, 1);
    assertThat(features.rows()[1]).containsExactly(0, 1, 1);
    assertThat(features.rows()[2]).containsExactly(-1.2247449f, 1, 0);
  }

  @Test
  void textsOfNothingInCommonHaveTheirLengthsOnly() {
    assertThat(of("a", "b").rows()).isDeepEqualTo(new float[][] {{0}, {0}});
  }
}
