package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.plan.PlannedAnalysis;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.publish.Publishing;
import dev.lamina.engine.run.folder.FolderFindings;
import dev.lamina.engine.run.folder.Headlines;
import dev.lamina.engine.run.folder.KeptFigures;
import dev.lamina.engine.run.folder.Namesakes;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.OpenSegments;
import dev.lamina.engine.store.segment.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a plan: activations, analyses, figures, run folder, trackers. */
public final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Path runs;
  private final ActivationStore store;
  private final Parallel parallel;
  private final Progress progress;
  private final Map<String, String> tags;
  private final boolean sharing;
  private final Listener listener;

  /** Is told where the run is, as soon as there is a folder. */
  @FunctionalInterface
  public interface Listener {

    /** There is a folder. */
    void began(Path folder) throws IOException;

    /** All is written down there that is known before anything is computed. */
    default void opened(Path folder) {}

    /** A tracker cannot be published to, for now. */
    default void away(String reason) {}
  }

  /**
   * @param tags of the runs, beside those that all have
   * @param sharing whether other runs of this process may store what one lacks, while it waits
   */
  public Runner(
      Path runs,
      ActivationStore store,
      Parallel parallel,
      Progress progress,
      Map<String, String> tags,
      boolean sharing,
      Listener listener) {
    this.runs = runs;
    this.store = store;
    this.parallel = parallel;
    this.progress = progress;
    this.tags = tags;
    this.sharing = sharing;
    this.listener = listener;
  }

  /**
   * Runs to the end.
   *
   * @param before stages that are over, with their seconds
   * @throws RunFailedException if computing fails; the run folder says so too
   */
  public Outcome run(Plan plan, Map<String, Double> before) {
    try (RunFolder folder = RunFolder.create(runs, plan.name())) {
      return run(plan, folder, Progressed.NOT_AT_ALL, before);
    }
  }

  /**
   * Goes on with a run that did not come to its end: activations that are stored and analyses that
   * are over are not computed again.
   *
   * @param plan of the run's resolved spec
   * @param before stages that are over, with their seconds
   * @throws RunFailedException if computing fails, or another process runs it
   */
  public Outcome resume(Plan plan, Path past, Map<String, Double> before) {
    try (RunFolder folder = RunFolder.resume(past)) {
      PastRun run = PastRun.read(past); // under the lock: another process may have ended it
      requireUnchanged(plan, run);
      Progressed progressed = Progressed.of(run);
      folder.journal().append(new Event.Resumed());
      return run(plan, folder, progressed, before);
    } catch (IOException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What was computed with other data would be mixed with what is computed with these. */
  private static void requireUnchanged(Plan plan, PastRun run) {
    if (run.state() == RunState.FINISHED) {
      throw new RunFailedException(run.id() + " has come to its end meanwhile");
    }
    String before = run.tags().getOrDefault(PastRun.FINGERPRINT_TAG, plan.fingerprint());
    if (!before.equals(plan.fingerprint())) {
      throw new InvalidSpecException(
          Location.COMMAND_LINE,
          "the model, its tokenizer or the data set have changed since %s began; start a new run: lamina run %s"
              .formatted(run.id(), run.folder().resolve("resolved.yaml")));
    }
  }

  private Outcome run(
      Plan plan, RunFolder folder, Progressed progressed, Map<String, Double> before) {
    List<String> analyses = plan.analyses().stream().map(PlannedAnalysis::id).toList();
    if (!progressed.opened()) { // first of all, as without it the folder is no run's
      folder
          .journal()
          .append(new Event.Started(folder.id(), plan.name(), plan.description(), analyses));
    }
    Stages stages = new Stages(folder.journal());
    Headlines headlines = new Headlines(analyses);
    progressed.headlines().forEach(headlines::add);
    try (Publishing publishing = new Publishing(plan.trackers(), listener::away)) {
      Computed computed =
          End.after(
              folder,
              () -> {
                listener.began(folder.path());
                Map<String, String> git = open(plan, folder, progressed);
                listener.opened(folder.path());
                publishing.follow(folder.path());
                return carryOut(plan, folder, progressed, stages, headlines, git, before);
              },
              done -> "");
      new KeptFigures(folder.path()).delete();
      return outcome(plan, folder, stages, headlines, computed, publishing);
    }
  }

  /** Returns the state of the working tree that the run begins in. */
  private Map<String, String> open(Plan plan, RunFolder folder, Progressed progressed) {
    Map<String, String> git = GitState.here();
    if (!progressed.opened()) {
      new Opening(plan, git, tags).write(folder);
    }
    return git;
  }

  private Computed carryOut(
      Plan plan,
      RunFolder folder,
      Progressed progressed,
      Stages stages,
      Headlines headlines,
      Map<String, String> git,
      Map<String, Double> before) {
    before.forEach(stages::ended);
    Computed computed;
    try (OpenSegments files = new OpenSegments()) {
      Extraction extraction =
          new Extraction(plan.capture(), plan.model(), store, files, progress, sharing);
      Map<Component, Activations> activations = extraction.run(stages);
      computed = new Computed(extraction.extracted(), rounding(plan, files));
      List<PlannedAnalysis> left =
          plan.analyses().stream()
              .filter(planned -> !progressed.analyses().contains(planned.id()))
              .toList();
      stages.time(
          "analyses and figures", () -> analyze(left, plan, activations, folder, headlines));
    }
    stages.time("report", () -> close(plan, folder, headlines, git, computed));
    return computed;
  }

  private static void close(
      Plan plan,
      RunFolder folder,
      Headlines headlines,
      Map<String, String> git,
      Computed computed) {
    String title = plan.name() + ", " + plan.model().description().name();
    new Closing(title, headlines, plan.renderer())
        .write(folder, run -> Provenance.of(plan, run, git, computed));
  }

  /**
   * The largest difference of a number that is read from the one computed; empty if there is none.
   */
  private static OptionalDouble rounding(Plan plan, OpenSegments files) {
    return plan.capture().storage() == Storage.FLOAT16
        ? OptionalDouble.of(files.rounding())
        : OptionalDouble.empty();
  }

  private void analyze(
      List<PlannedAnalysis> analyses,
      Plan plan,
      Map<Component, Activations> activations,
      RunFolder folder,
      Headlines headlines) {
    try (Progress.Task task = progress.begin("analyses", "analyses", analyses.size())) {
      parallel.map(
          analyses,
          planned -> {
            long begin = System.nanoTime();
            folder.journal().append(new Event.AnalysisBegan(planned.id()));
            planned
                .analysis()
                .analyze(
                    new StoredStudy(planned.design(), activations, plan.capture().spans()),
                    new FolderFindings(
                        Namesakes.of(planned, plan.analyses()),
                        folder,
                        plan.renderer(),
                        headlines));
            LOG.info("{} took {} ms", planned.id(), (System.nanoTime() - begin) / 1_000_000);
            folder.journal().append(new Event.AnalysisEnded(planned.id()));
            task.step(1);
            return planned.id();
          });
    }
  }

  private static Outcome outcome(
      Plan plan,
      RunFolder folder,
      Stages stages,
      Headlines headlines,
      Computed computed,
      Publishing publishing) {
    Publishing.Result published = new Publishing.Result(List.of(), List.of());
    if (!plan.trackers().isEmpty()) {
      published = stages.time("publish", publishing::finish);
    }
    return new Outcome(
        folder.id(),
        folder.path(),
        headlines.ranked().stream().map(Headlines.Headline::sentence).toList(),
        stages.seconds(),
        Memory.peak().orElse(0),
        plan.estimate(),
        computed,
        published.publications(),
        published.unpublished());
  }
}
