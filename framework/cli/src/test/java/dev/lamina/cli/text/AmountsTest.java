package dev.lamina.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected words follow from 1 KiB = 1024 B, 1 min = 60 s, 1 h = 3600 s. */
class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "2306867, 2.2 MiB",
    "104857600, 100 MiB",
    "1649267441664, 1.5 TiB",
    "2251799813685248, 2048 TiB"
  })
  void bytesComeInTheLargestUnitThatTheyFill(long bytes, String words) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "0.84, 0.8 s",
    "12.3, 12 s",
    "59.4, 59 s",
    "59.7, 1 min 0 s",
    "125, 2 min 5 s",
    "3599.6, 1 h 0 min",
    "12000, 3 h 20 min",
    "180000, 50 h 0 min"
  })
  void secondsComeInAtMostTwoUnits(double seconds, String words) {
    assertThat(Amounts.seconds(seconds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "61440|61,440", "22713216|22.7 M", "1540000000|1.54 G"})
  void countsAreShort(long count, String words) {
    assertThat(Amounts.count(count)).isEqualTo(words);
  }
}
