package dev.lamina.engine.parity;

import dev.lamina.api.check.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What checking a model has found.
 *
 * @param subject what was checked
 * @param date when
 * @param against the versions of the other implementation that it was compared with
 * @param prompts what it was run on; checks count them from 0
 * @param checks what was compared, and how far apart it was
 * @param notes what could not be checked and why, a sentence each
 */
public record ParityReport(
    Subject subject,
    Instant date,
    Optional<String> against,
    List<Prompt> prompts,
    List<Check> checks,
    List<String> notes) {

  public ParityReport {
    prompts = List.copyOf(prompts);
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /**
   * A model and how it is computed: what a report is good for.
   *
   * @param model its name
   * @param family its architecture
   * @param fingerprint of configuration and weights
   * @param tokenizerFingerprint of the tokenizer
   * @param computation as {@link dev.lamina.api.model.Model#computation()} has it
   */
  public record Subject(
      String model,
      String family,
      String fingerprint,
      String tokenizerFingerprint,
      String computation) {}

  /**
   * A prompt.
   *
   * @param tokens its ids, special tokens included
   */
  public record Prompt(String text, List<Integer> tokens) {

    public Prompt {
      tokens = List.copyOf(tokens);
    }

    /** Its ids, [tokens]. */
    int[] ids() {
      return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** Whether every check does. */
  public boolean holds() {
    return failed().isEmpty();
  }

  /** The checks that do not hold. */
  public List<Check> failed() {
    return checks.stream().filter(check -> !check.holds()).toList();
  }

  /** Whether the model is at one with itself, whatever another implementation says. */
  public boolean holdsByItself() {
    return failed().stream().allMatch(ReferenceAgreement::made);
  }

  /** How many tokens the prompts have in all. */
  public int tokens() {
    return prompts.stream().mapToInt(prompt -> prompt.tokens().size()).sum();
  }
}
