package dev.lamina.engine.parity;

import dev.lamina.api.check.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports of the tests. */
final class Reports {

  private Reports() {}

  static ParityReport.Subject subject(String fingerprint) {
    return new ParityReport.Subject("gpt2", "gpt2", fingerprint, "tokens", "kernels 1, FLOAT32");
  }

  /** With everything that a report can have. */
  static ParityReport full() {
    return new ParityReport(
        subject("weights"),
        Instant.parse("2026-11-24T10:00:00Z"),
        Optional.of("transformers 5.23.0, torch 2.15.0"),
        List.of(
            new ParityReport.Prompt("caf\u00e9 \ud83d\ude00\u0007", List.of(5, 0, 70_000)),
            new ParityReport.Prompt("a", List.of(1))),
        List.of(
            new Check(
                "resid_pre + attn_out = resid_mid", 1L << 40, 1.25e-7, 1e-5, Optional.empty()),
            new Check("pattern v = z", 12, 0.5, 1e-5, Optional.of("layer 1, prompt 0, token 2"))),
        List.of("the reference has no embed"));
  }

  /** With one check alone. */
  static ParityReport of(Check check) {
    return new ParityReport(
        subject("weights"),
        Instant.EPOCH,
        Optional.empty(),
        List.of(new ParityReport.Prompt("a", List.of(1))),
        List.of(check),
        List.of());
  }
}
