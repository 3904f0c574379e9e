package dev.lamina.engine.sweep;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.run.Outcome;
import dev.lamina.engine.run.Runner;
import dev.lamina.engine.spec.Spec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the cases of a sweep. */
public interface ChildRuns {

  /** Plans a case. */
  Plan plan(Spec spec);

  /**
   * Runs a case, or goes on with one.
   *
   * @param past the folder of the run that goes on
   * @param tags of the run
   */
  Outcome run(Plan plan, Optional<Path> past, Map<String, String> tags, Runner.Listener listener);

  /**
   * What a case has captured, opened as often as it is asked for; {@link CapturedCase}.
   *
   * @param fingerprint of the plan that it ran
   * @param journal takes the stages, if something is no longer stored and has to be computed
   */
  Supplier<OpenStudy> captured(Spec.Case of, String fingerprint, Journal journal);
}
