package dev.lamina.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.spec.Literals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerSelectionTest {

  private static final Location HERE = new Location("spec.yaml", 1, 9);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all           | [0, 1, 2, 3, 4, 5]
          last          | [5]
          middle        | [3]
          3             | [3]
          -1            | [5]
          -6            | [0]
          [3, 0, -1, 5] | [0, 3, 5]
          2..4          | [2, 3, 4]
          -3..-1        | [3, 4, 5]
          4..-1         | [4, 5]
          [last, 0..1]  | [0, 1, 5]
          {every: 2}    | [0, 2, 4]
          {every: 9}    | [0]
          """)
  void aSelectionIsSomeOfSixLayers(String written, String layers) throws InvalidValueException {
    assertThat(selection(written).resolve(6)).hasToString(layers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6      | must be among the model's 6 layers, 0 to 5 (or -6 to -1), but layer 6 is not
          -7     | must be among the model's 6 layers, 0 to 5 (or -6 to -1), but layer -7 is not
          2..8   | must be among the model's 6 layers, 0 to 5 (or -6 to -1), but layer 8 is not
          4..2   | must be an ascending range but is 4..2
          -1..2  | must be an ascending range but is -1..2
          """)
  void aLayerThatTheModelLacksIsRefused(String written, String message)
      throws InvalidValueException {
    LayerSelection selection = selection(written);

    assertThatThrownBy(() -> selection.resolve(6))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message)
        .extracting(e -> ((InvalidValueException) e).location())
        .isEqualTo(HERE);
  }

  private static LayerSelection selection(String written) throws InvalidValueException {
    return LayerSelection.parse(Literals.parse(written, HERE));
  }
}
