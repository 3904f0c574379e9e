package dev.lamina.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.check.Check;
import dev.lamina.cli.Console;
import dev.lamina.engine.parity.ParityReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParityPageTest {

  private static final Check HOLDS =
      new Check("resid_pre + attn_out = resid_mid", 1234567, 1.34e-7, 1e-5, Optional.of("layer 1"));
  private static final Check EQUAL =
      new Check("resid_post = resid_pre of the next layer", 12, 0, 0, Optional.empty());
  private static final Check FAILS =
      new Check("pattern v = z", 12, 0.5, 1e-5, Optional.of("layer 1, prompt 0, token 2"));
  private static final Check NOT_A_NUMBER =
      new Check("q: float32 = float64", 3, Double.NaN, 5e-5, Optional.of("layer 2, prompt 0"));

  private final Console console = new Console();

  @Test
  void whatHoldsIsATableAndOneSentence() {
    print(report(Optional.of("transformers 5.23.0"), List.of(HOLDS, EQUAL), List.of()));

    assertThat(console.out())
        .containsExactly(
            "tiny (gpt2), 2 prompts, 4 tokens",
            "computed by kernels 1, FLOAT32",
            "compared with transformers 5.23.0",
            "",
            "check                                         compared  difference    limit",
            "resid_pre + attn_out = resid_mid             1,234,567     1.3e-07    1e-05  ok",
            "resid_post = resid_pre of the next layer            12           0        0  ok",
            "",
            "All 2 checks hold.",
            "report    runs/.cache/parity/k.json");
  }

  @Test
  void whatDoesNotHoldIsSaidWithItsPlace() {
    print(report(Optional.empty(), List.of(HOLDS, FAILS, NOT_A_NUMBER), List.of("no float64")));

    assertThat(console.out())
        .containsExactly(
            "tiny (gpt2), 2 prompts, 4 tokens",
            "computed by kernels 1, FLOAT32",
            "",
            "check                                 compared  difference    limit",
            "resid_pre + attn_out = resid_mid     1,234,567     1.3e-07    1e-05  ok",
            "pattern v = z                               12     5.0e-01    1e-05  NOT at layer 1, prompt 0,"
                + " token 2",
            "q: float32 = float64                         3         NaN    5e-05  NOT at layer 2, prompt 0",
            "",
            "note: no float64",
            "",
            "2 of 3 checks do NOT hold: the numbers of this model, computed in this way, are not to be"
                + " trusted.",
            "report    runs/.cache/parity/k.json");
  }

  @Test
  void anotherImplementationThatDiffersIsNoMistakeOfTheModelForSure() {
    Check differs =
        new Check(
            "pattern: lamina = transformers", 3, 0.25, 5e-5, Optional.of("layer 0, prompt 0"));
    print(report(Optional.of("transformers 5.23.0"), List.of(HOLDS, differs), List.of()));

    assertThat(console.out())
        .contains(
            "1 of 2 checks does NOT hold: Lamina and the other implementation do not compute the same.");
  }

  private void print(ParityReport report) {
    new ParityPage(console.terminal().out()).print(report, Path.of("runs/.cache/parity/k.json"));
  }

  private static ParityReport report(
      Optional<String> against, List<Check> checks, List<String> notes) {
    return new ParityReport(
        new ParityReport.Subject("tiny", "gpt2", "w", "t", "kernels 1, FLOAT32"),
        Instant.EPOCH,
        against,
        List.of(
            new ParityReport.Prompt("a", List.of(1)),
            new ParityReport.Prompt("b c", List.of(2, 3, 4))),
        checks,
        notes);
  }
}
