package dev.lamina.engine.parity;

import dev.lamina.api.check.Check;
import dev.lamina.api.check.ModelIdentities;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Reference;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Progress;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks a model on prompts: against the identities that hold of every transformer, against itself
 * in float64, and against another implementation.
 */
public final class Parity {

  private final Model model;
  private final ModelDescription description;
  private final Exact exact;
  private final Optional<Reference> reference;
  private final Progress progress;

  /** The same model in float64, if it can be had. */
  public sealed interface Exact {

    /** An inspected model that computes in float64. */
    record In(Model model) implements Exact {}

    /**
     * There is none.
     *
     * @param why a sentence, without a final period
     */
    record None(String why) implements Exact {}
  }

  /**
   * A check to come.
   *
   * @param model inspected
   */
  public Parity(
      Model model,
      ModelDescription description,
      Exact exact,
      Optional<Reference> reference,
      Progress progress) {
    this.model = model;
    this.description = description;
    this.exact = exact;
    this.reference = reference;
    this.progress = progress;
  }

  /**
   * Runs the checks. What can be missing is asked for first.
   *
   * @param given the user's prompts; if there are none, Lamina's own are taken
   * @throws dev.lamina.engine.problem.InvalidSpecException if prompts do not fit the model
   * @throws RunFailedException if the model or the other implementation cannot be run
   */
  public ParityReport run(List<ParityPrompt> given) {
    TokenizedPrompts prompts =
        TokenizedPrompts.of(model, description, given.isEmpty() ? BuiltInPrompts.all() : given);
    Optional<ReferenceAgreement> compared = Optional.empty();
    Optional<Reference.Ran> ran = Optional.empty();
    List<Check> checks = new ArrayList<>();
    List<String> notes = new ArrayList<>(prompts.notes());
    if (prompts.prompts().size() == 1) {
      notes.add("there is one prompt alone, so that nothing ran beside it");
    }
    try (LoadedModel loaded = model.load();
        Progress.Task task = progress.begin("checks", "parts", 3)) {
      if (reference.isPresent()) {
        ReferenceAgreement agreement =
            new ReferenceAgreement(reference.get().name(), loaded, description, prompts.ids());
        ran = Optional.of(run(reference.get(), prompts, agreement));
        compared = Optional.of(agreement);
      }
      task.step(1);
      checks.addAll(ModelIdentities.of(loaded, description, prompts.ids()));
      task.step(1);
      checks.addAll(inFloat64(loaded, prompts, notes));
      task.step(1);
    }
    compared.ifPresent(agreement -> checks.addAll(agreement.checks()));
    ran.ifPresent(other -> notes.addAll(other.notes()));
    compared.flatMap(Parity::withoutReference).ifPresent(notes::add);
    return new ParityReport(
        subject(model, description),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        ran.map(Reference.Ran::versions),
        prompts.prompts(),
        checks,
        notes);
  }

  /** What a report on a model is good for. */
  public static ParityReport.Subject subject(Model model, ModelDescription description) {
    return new ParityReport.Subject(
        description.name(),
        description.family(),
        description.fingerprint(),
        description.tokenizerFingerprint(),
        model.computation());
  }

  private static Reference.Ran run(
      Reference reference, TokenizedPrompts prompts, ReferenceAgreement agreement) {
    List<Reference.Prompt> texts =
        prompts.prompts().stream()
            .map(prompt -> new Reference.Prompt(prompt.text(), prompt.ids()))
            .toList();
    try {
      return reference.run(texts, agreement);
    } catch (IOException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Check> inFloat64(LoadedModel loaded, TokenizedPrompts prompts, List<String> notes) {
    if (exact instanceof Exact.None none) {
      notes.add("float64 was not compared: " + none.why());
      return List.of();
    }
    Optional<String> tooLarge = MachineMemory.tooLargeInFloat64(description);
    if (tooLarge.isPresent()) {
      notes.add("float64 was not compared: " + tooLarge.get());
      return List.of();
    }
    try (LoadedModel wide = ((Exact.In) exact).model().load()) {
      return Float64Agreement.of(loaded, wide, description, prompts.ids());
    }
  }

  private static Optional<String> withoutReference(ReferenceAgreement agreement) {
    return agreement.without().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the reference has no "
                + agreement.without().stream()
                    .map(Component::id)
                    .collect(Collectors.joining(", ")));
  }
}
