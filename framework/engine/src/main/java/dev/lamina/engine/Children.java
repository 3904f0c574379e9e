package dev.lamina.engine;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.run.Outcome;
import dev.lamina.engine.run.Runner;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.sweep.CapturedCase;
import dev.lamina.engine.sweep.ChildRuns;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The cases of a sweep as runs of this engine. The sweep publishes them, when it has been published
 * itself.
 */
final class Children implements ChildRuns {

  private final BiFunction<Spec, Reading, Plan> planner;
  private final BiFunction<Map<String, String>, Runner.Listener, Runner> runners;
  private final ActivationStore store;
  private final Progress progress;

  /** What a plan takes from the store. */
  enum Reading {
    /** Nothing, if the command line wants everything computed anew. */
    AS_ASKED,
    /** All that is stored: the runs themselves have stored it. */
    STORED
  }

  /**
   * @param planner plans a spec
   * @param runners make a runner for a run with tags
   */
  Children(
      BiFunction<Spec, Reading, Plan> planner,
      BiFunction<Map<String, String>, Runner.Listener, Runner> runners,
      ActivationStore store,
      Progress progress) {
    this.planner = planner;
    this.runners = runners;
    this.store = store;
    this.progress = progress;
  }

  @Override
  public Plan plan(Spec spec) {
    return planner.apply(spec, Reading.AS_ASKED).unpublished();
  }

  @Override
  public Outcome run(
      Plan plan, Optional<Path> past, Map<String, String> tags, Runner.Listener told) {
    Runner runner = runners.apply(tags, told);
    return past.isPresent()
        ? runner.resume(plan, past.get(), Map.of())
        : runner.run(plan, Map.of());
  }

  @Override
  public Supplier<OpenStudy> captured(Spec.Case of, String fingerprint, Journal journal) {
    return new CapturedCase(
        of, fingerprint, spec -> planner.apply(spec, Reading.STORED), store, progress, journal);
  }
}
