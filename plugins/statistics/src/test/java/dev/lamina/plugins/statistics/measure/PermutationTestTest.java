package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTestTest {

  private static final int[] EVEN_OF_FORTY = IntStream.range(0, 20).map(i -> 2 * i).toArray();

  private static PermutationTest test(int permutations, long seed) {
    return new PermutationTest(Services.seeds(seed), Services.sequential(), permutations);
  }

  @Test
  void approachesThePValueOfAllSplits() {
    // 20,000 permutations have a standard error of at most 0.0035; 4 of them are allowed
    Label truth = Studies.ofReference().design().prompts().label("is_true");
    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      Activations activations = Studies.ofReference().activations(component);
      JsonNode expected = Studies.reference().at("/components/" + component + "/differences");
      List<double[]> norms =
          activations.layers().stream()
              .map(layer -> Magnitude.L2_NORM.ofRows(activations.layer(layer)))
              .toList();

      double[] pValues = test(20_000, 5).pValues(norms, truth.members(0));

      for (int layer = 0; layer < pValues.length; layer++) {
        double exact = expected.get(layer).get("p_exact").doubleValue();
        assertThat(pValues[layer]).isCloseTo(exact, within(0.014));
      }
    }
  }

  @Test
  void isUniformWithoutADifference() {
    // 400 independent variables: the mean of uniform p values has a standard error of .0144, the
    // share below .05 one of .011; the seed is fixed and 3.5 standard errors are allowed
    Random random = new Random(3);
    List<double[]> variables = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      variables.add(random.doubles(40).toArray());
    }

    double[] pValues = test(499, 11).pValues(variables, EVEN_OF_FORTY);

    assertThat(Arrays.stream(pValues).average().orElseThrow()).isCloseTo(0.5, within(0.05));
    assertThat(Arrays.stream(pValues).filter(p -> p <= 0.05).count() / 400.0)
        .isCloseTo(0.05, within(0.038));
  }

  @Test
  void isAsSmallAsCanBeForGroupsThatDoNotOverlap() {
    // none of 999 draws of 20 out of 40 repeats the one split that is as extreme: p = 1 / 1000
    double[] apart = IntStream.range(0, 40).mapToDouble(i -> i % 2 == 0 ? 10 : i / 40.0).toArray();

    assertThat(test(999, 1).pValues(List.of(apart), EVEN_OF_FORTY)).containsExactly(0.001);
  }

  @Test
  void countsTiesAsReached() {
    // closed form: two values, each permutation gives the same difference up to its sign
    double[] pValues = test(99, 1).pValues(List.of(new double[] {0.1, 0.7}), new int[] {0});

    assertThat(pValues).containsExactly(1);
  }

  @Test
  void isOneForAConstant() {
    double[] constant = new double[40];
    Arrays.fill(constant, 1 / 3.0);

    assertThat(test(99, 1).pValues(List.of(constant), EVEN_OF_FORTY)).containsExactly(1);
  }

  @Test
  void isTheSameOnSeveralThreads() {
    double[] values = new Random(1).doubles(40).toArray();
    PermutationTest parallel = new PermutationTest(Services.seeds(2), Services.parallel(), 1050);

    assertThat(parallel.pValues(List.of(values), EVEN_OF_FORTY))
        .isEqualTo(test(1050, 2).pValues(List.of(values), EVEN_OF_FORTY));
  }
}
