package dev.lamina.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.spec.Literals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionSelectionTest {

  @ParameterizedTest
  @CsvSource({
    "mean, mean",
    "last, last",
    "subject, subject",
    "all, all",
    "{index: -2}, index:-2",
    "'{text: \" in\"}', 'text: in'"
  })
  void aSelectionHasOneText(String written, String canonical) throws InvalidValueException {
    assertThat(
            PositionSelection.parse(Literals.parse(written, new Location("spec.yaml", 1, 1)))
                .canonical())
        .isEqualTo(canonical);
  }
}
