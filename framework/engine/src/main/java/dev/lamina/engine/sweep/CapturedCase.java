package dev.lamina.engine.sweep;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.run.CapturedStudy;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.store.ActivationStore;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a case of a sweep has captured, to be opened as often as a comparison asks for it. The case
 * is planned again for that. Its plan is kept from one opening to the next while there is memory:
 * it holds the prompts and their tokens, and a sweep may have as many plans as cases.
 */
public final class CapturedCase implements Supplier<OpenStudy> {

  private final Spec.Case of;
  private final String fingerprint;
  private final Function<Spec, Plan> planner;
  private final ActivationStore store;
  private final Progress progress;
  private final Journal journal;
  private Optional<SoftReference<Plan>> kept = Optional.empty();

  /**
   * @param fingerprint of the plan that it ran
   * @param planner plans a case so that what is stored is read
   * @param journal takes the stages, if something is no longer stored and has to be computed
   */
  public CapturedCase(
      Spec.Case of,
      String fingerprint,
      Function<Spec, Plan> planner,
      ActivationStore store,
      Progress progress,
      Journal journal) {
    this.of = of;
    this.fingerprint = fingerprint;
    this.planner = planner;
    this.store = store;
    this.progress = progress;
    this.journal = journal;
  }

  /**
   * Opens it.
   *
   * @throws IllegalArgumentException with a sentence, if the case cannot be planned any more or the
   *     plan is another one now
   */
  @Override
  public OpenStudy get() {
    return CapturedStudy.open(plan(), store, progress, journal);
  }

  private synchronized Plan plan() {
    Optional<Plan> known = kept.flatMap(reference -> Optional.ofNullable(reference.get()));
    if (known.isPresent()) {
      return known.get();
    }
    Plan plan = planAgain();
    if (!plan.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          sentence("its model, tokenizer or data set have changed since it ran"));
    }
    kept = Optional.of(new SoftReference<>(plan));
    return plan;
  }

  private Plan planAgain() {
    try {
      return planner.apply(of.spec());
    } catch (InvalidSpecException e) {
      String problems =
          e.problems().stream()
              .filter(problem -> problem.severity() == Severity.ERROR)
              .map(Problem::toString)
              .collect(Collectors.joining("; "));
      throw new IllegalArgumentException(sentence(problems), e);
    }
  }

  private String sentence(String reason) {
    return "the activations of %s cannot be read: %s".formatted(Quoted.bare(of.name()), reason);
  }
}
