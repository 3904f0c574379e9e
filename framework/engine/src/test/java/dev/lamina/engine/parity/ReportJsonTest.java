package dev.lamina.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.check.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

  @Test
  void aReportIsReadAsItWasWritten() throws IOException {
    assertThat(read(ReportJson.write(Reports.full()))).isEqualTo(Reports.full());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aDifferenceThatIsNoNumberDoesNotHoldAfterwardsEither(double difference) throws IOException {
    ParityReport report =
        Reports.of(new Check("a = b", 1, difference, 1e-5, Optional.of("layer 0")));

    String json = ReportJson.write(report);

    assertThat(json).contains("\"difference\" : null", "\"holds\" : false");
    assertThat(read(json).holds()).isFalse();
    assertThat(read(json).failed()).singleElement().matches(check -> check.name().equals("a = b"));
  }

  @Test
  void theSummarySaysWhenWhatAndWhetherItHolds() {
    assertThat(ReportJson.summary(Reports.full()).toString())
        .isEqualTo(
            "{\"date\":\"2026-11-24T10:00:00Z\",\"holds\":false,"
                + "\"against\":\"transformers 5.23.0, torch 2.15.0\",\"prompt_count\":2,\"token_count\":4,"
                + "\"checks\":[{\"name\":\"resid_pre + attn_out = resid_mid\",\"compared\":1099511627776,"
                + "\"difference\":1.25E-7,\"limit\":1.0E-5,\"holds\":true},"
                + "{\"name\":\"pattern v = z\",\"compared\":12,\"difference\":0.5,\"limit\":1.0E-5,"
                + "\"where\":\"layer 1, prompt 0, token 2\",\"holds\":false}],"
                + "\"notes\":[\"the reference has no embed\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                    | 'model' is missing",
        "{                                     | it is not JSON",
        "[]                                    | 'model' is missing",
        "{\"model\": 3}                        | 'model' is not a text",
      })
  void whatIsNoReportIsRefusedWithAReason(String json, String reason) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(reason);
  }

  /** Whatever a disk or a person makes of a report, it is a report or an IOException. */
  @Property(tries = 500)
  void damageIsNoFault(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = ReportJson.write(Reports.full()).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i <= random.nextInt(4); i++) {
      json[random.nextInt(json.length)] = (byte) (32 + random.nextInt(95));
    }
    try {
      assertThat(ReportJson.read(json).checks()).isNotNull();
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static ParityReport read(String json) throws IOException {
    return ReportJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
