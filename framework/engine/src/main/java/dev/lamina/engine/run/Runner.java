package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.plan.PlannedAnalysis;
import dev.lamina.engine.publish.Publisher;
import dev.lamina.engine.report.HtmlReport;
import dev.lamina.engine.report.MetricsCsv;
import dev.lamina.engine.report.Summary;
import dev.lamina.engine.spec.SpecWriter;
import dev.lamina.engine.store.ActivationStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a plan: activations, analyses, figures, run folder, trackers. */
public final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final int MOST_PANELS = 4;

  private final Path runs;
  private final ActivationStore store;
  private final Parallel parallel;
  private final Progress progress;
  private final Listener listener;

  /** Is told where the run is, as soon as there is a folder. */
  @FunctionalInterface
  public interface Listener {

    void began(Path folder) throws IOException;
  }

  public Runner(
      Path runs, ActivationStore store, Parallel parallel, Progress progress, Listener listener) {
    this.runs = runs;
    this.store = store;
    this.parallel = parallel;
    this.progress = progress;
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
      AtomicBoolean ended = new AtomicBoolean();
      Thread interrupted = new Thread(() -> end(folder, ended, RunState.INTERRUPTED, ""));
      Runtime.getRuntime().addShutdownHook(interrupted);
      Stages stages = new Stages(folder.journal());
      try {
        listener.began(folder.path());
        carryOut(plan, folder, stages, before);
        end(folder, ended, RunState.FINISHED, "");
      } catch (RuntimeException | Error | IOException e) {
        LOG.error("the run failed", e);
        end(folder, ended, RunState.FAILED, String.valueOf(e.getMessage()));
        throw failure(e);
      } finally {
        removeHook(interrupted);
      }
      return publish(plan, folder, stages);
    }
  }

  private static RuntimeException failure(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return new RunFailedException(
          "out of memory: give Java more, e.g. LAMINA_OPTS=-Xmx8g, or fewer prompts or layers", e);
    }
    return e instanceof RuntimeException known
        ? known
        : new RunFailedException(String.valueOf(e.getMessage()), e);
  }

  private static void end(RunFolder folder, AtomicBoolean ended, RunState state, String reason) {
    if (ended.compareAndSet(false, true)) {
      folder.journal().append(new Event.Ended(state, reason));
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("shutting down already", e);
    }
  }

  private void carryOut(Plan plan, RunFolder folder, Stages stages, Map<String, Double> before)
      throws IOException {
    List<String> order = plan.analyses().stream().map(PlannedAnalysis::id).toList();
    Map<String, String> git = new GitState(Path.of("").toAbsolutePath()).read();
    open(plan, folder, order, git);
    before.forEach(stages::ended);
    Map<Component, Activations> activations =
        new Extraction(plan.capture(), plan.model(), store, progress).run(stages);
    Headlines headlines = new Headlines(order);
    stages.time("analyses and figures", () -> analyze(plan, activations, folder, headlines));
    stages.time("report", () -> report(plan, folder, headlines, git));
  }

  private void open(Plan plan, RunFolder folder, List<String> order, Map<String, String> git) {
    folder.journal().append(new Event.Started(folder.id(), plan.name(), plan.description(), order));
    folder.linkLatest();
    plan.params().forEach((key, value) -> folder.journal().append(new Event.Param(key, value)));
    tags(plan, git).forEach((key, value) -> folder.journal().append(new Event.Tag(key, value)));
    folder
        .journal()
        .append(
            new Event.Input(
                plan.dataset().name(),
                plan.dataset().digest(),
                plan.dataset().source(),
                plan.prompts().size()));
    for (Problem warning : plan.warnings()) {
      folder.journal().append(new Event.Warned(warning.location() + ": " + warning.message()));
    }
    write(folder, "spec.yaml", plan.spec().text());
    write(folder, "resolved.yaml", SpecWriter.write(plan.resolved()));
    folder.write("tables/prompts.csv", out -> PromptTable.write(plan, out));
  }

  private static Map<String, String> tags(Plan plan, Map<String, String> git) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("lamina.model", plan.model().description().name());
    tags.put("mlflow.source.name", plan.spec().file().toString());
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.user", System.getProperty("user.name", "unknown"));
    git.forEach((key, value) -> tags.put("mlflow.source.git." + key, value));
    return tags;
  }

  private static void write(RunFolder folder, String name, String text) {
    folder.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Integer> analyze(
      Plan plan, Map<Component, Activations> activations, RunFolder folder, Headlines headlines) {
    try (Progress.Task task = progress.begin("analyses", "analyses", plan.analyses().size())) {
      return parallel.map(
          plan.analyses(),
          planned -> {
            long begin = System.nanoTime();
            planned
                .analysis()
                .analyze(
                    new StoredStudy(planned.design(), activations),
                    new FolderFindings(planned.id(), folder, plan.renderer(), headlines));
            LOG.info("{} took {} ms", planned.id(), (System.nanoTime() - begin) / 1_000_000);
            task.step(1);
            return 1;
          });
    }
  }

  private PastRun report(
      Plan plan, RunFolder folder, Headlines headlines, Map<String, String> git) {
    overview(plan, folder, headlines);
    try {
      PastRun run = PastRun.read(folder.path());
      folder.write("metrics.csv", out -> MetricsCsv.write(run, out));
      write(folder, "summary.md", new Summary(run).markdown());
      folder.write("provenance.json", out -> Provenance.write(plan, run, git, out));
      PastRun complete = PastRun.read(folder.path());
      write(folder, "report.html", new HtmlReport(complete).html());
      return complete;
    } catch (IOException e) {
      throw new RunFailedException("cannot write the report: " + e.getMessage(), e);
    }
  }

  /** The pictures of the most important results, side by side. */
  private static void overview(Plan plan, RunFolder folder, Headlines headlines) {
    List<Figure> panels =
        headlines.ranked().stream().limit(MOST_PANELS).map(Headlines.Headline::figure).toList();
    if (!panels.isEmpty()) {
      Figure overview =
          panels.size() == 1
              ? panels.get(0)
              : new Panels(plan.name() + ", " + plan.model().description().name(), panels, 2);
      folder.write("overview.png", out -> plan.renderer().png(overview, out));
    }
  }

  private Outcome publish(Plan plan, RunFolder folder, Stages stages) {
    List<Publication> publications = new ArrayList<>();
    List<String> unpublished = new ArrayList<>();
    for (Tracker tracker : plan.trackers()) {
      stages.time("publish", () -> publish(folder.path(), tracker, publications, unpublished));
    }
    return new Outcome(
        folder.id(),
        folder.path(),
        headlinesOf(folder.path()),
        stages.seconds(),
        Memory.peak().orElse(0),
        publications,
        unpublished);
  }

  private static boolean publish(
      Path folder, Tracker tracker, List<Publication> publications, List<String> unpublished) {
    try {
      publications.add(Publisher.publish(folder, tracker));
      return true;
    } catch (IOException e) {
      LOG.error("not published to {}", tracker.destination(), e);
      unpublished.add(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static List<String> headlinesOf(Path folder) {
    try {
      return PastRun.read(folder).headlines().stream().map(Event.Headline::sentence).toList();
    } catch (IOException e) {
      throw new RunFailedException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
