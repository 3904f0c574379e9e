package dev.lamina.engine.sweep;

import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.publish.Publisher;
import dev.lamina.engine.run.End;
import dev.lamina.engine.run.SweepResults;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.spec.SpecWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a sweep: its own run folder, and a run a case. */
public final class SweepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);

  private final Path runs;
  private final ChildRuns childRuns;
  private final int jobs;
  private final Listener listener;

  /** Is told how far the sweep is; from several threads if cases run side by side. */
  public interface Listener {

    /** The sweep has its folder. */
    void began(Path folder) throws IOException;

    /** A case has its folder. */
    void began(Spec.Case of, Path folder) throws IOException;

    /** A case ended. */
    void ended(SweepOutcome.Child child);
  }

  /**
   * @param jobs cases that run at a time
   */
  public SweepRunner(Path runs, ChildRuns childRuns, int jobs, Listener listener) {
    this.runs = runs;
    this.childRuns = childRuns;
    this.jobs = jobs;
    this.listener = listener;
  }

  /** Runs all cases; one that fails does not end the others. */
  public SweepOutcome run(SweepPlan sweep) {
    try (RunFolder folder = RunFolder.create(runs, sweep.name())) {
      open(sweep, folder);
      return run(sweep, folder, Map.of());
    }
  }

  /**
   * Runs the cases that have not come to their end.
   *
   * @param sweep of the past sweep's resolved spec
   */
  public SweepOutcome resume(SweepPlan sweep, PastRun past) {
    try (RunFolder folder = RunFolder.resume(past.folder())) {
      folder.journal().append(new Event.Resumed());
      return run(sweep, folder, past.cases());
    }
  }

  private static void open(SweepPlan sweep, RunFolder folder) {
    Journal journal = folder.journal();
    journal.append(
        new Event.Started(
            folder.id(),
            sweep.name(),
            sweep.description(),
            sweep.comparisons().stream().map(PlannedComparison::id).toList()));
    Map<String, Set<String>> choices = new LinkedHashMap<>();
    for (SweepPlan.Case of : sweep.cases()) {
      of.of()
          .choices()
          .forEach(
              (key, value) ->
                  choices.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(value));
    }
    choices.forEach(
        (key, values) ->
            journal.append(new Event.Param("sweep." + key, String.join(", ", values))));
    journal.append(new Event.Tag(PastRun.SWEEP_TAG, Integer.toString(sweep.cases().size())));
    journal.append(new Event.Tag("mlflow.source.name", sweep.spec().file().toString()));
    journal.append(new Event.Tag("mlflow.source.type", "LOCAL"));
    folder.writeText("spec.yaml", sweep.spec().text());
    folder.writeText("resolved.yaml", SpecWriter.write(sweep.resolved()));
  }

  private SweepOutcome run(SweepPlan sweep, RunFolder folder, Map<Integer, Event.CaseBegan> past) {
    List<SweepOutcome.Child> children;
    List<String> headlines;
    try (End end = new End(folder)) {
      try {
        listener.began(folder.path());
        children = children(sweep, folder, past);
        folder.linkLatest();
        headlines = compare(sweep, folder, children);
      } catch (RuntimeException | IOException e) {
        LOG.error("the sweep failed", e);
        end.write(RunState.FAILED, String.valueOf(e.getMessage()));
        throw e instanceof RuntimeException known
            ? known
            : new RunFailedException(String.valueOf(e.getMessage()), e);
      }
      long failed = children.stream().filter(child -> child.state() != RunState.FINISHED).count();
      end.write(
          failed == 0 ? RunState.FINISHED : RunState.FAILED,
          failed == 0 ? "" : "%d of %d child runs failed".formatted(failed, children.size()));
    }
    List<Publication> publications = new ArrayList<>();
    List<String> unpublished = new ArrayList<>();
    for (Tracker tracker : sweep.trackers()) {
      publish(folder.path(), children, tracker, publications, unpublished);
    }
    return new SweepOutcome(folder.path(), headlines, children, publications, unpublished);
  }

  private static List<String> compare(
      SweepPlan sweep, RunFolder folder, List<SweepOutcome.Child> children) {
    List<ComparedRun> runs = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      SweepOutcome.Child child = children.get(i);
      Map<String, String> choices = sweep.cases().get(i).of().choices();
      child
          .run()
          .filter(run -> run.state() == RunState.FINISHED)
          .ifPresent(run -> runs.add(ComparedRuns.of(child.name(), choices, run)));
    }
    SweepResults results =
        new SweepResults(
            folder,
            sweep.renderer(),
            sweep.comparisons().stream().map(PlannedComparison::id).toList());
    if (!runs.isEmpty()) {
      sweep.comparisons().forEach(of -> results.compare(of.id(), of.comparison(), runs));
    }
    results.close(sweep.name());
    return results.headlines();
  }

  private List<SweepOutcome.Child> children(
      SweepPlan sweep, RunFolder folder, Map<Integer, Event.CaseBegan> past) {
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<SweepOutcome.Child>> running = new ArrayList<>();
      for (int i = 0; i < sweep.cases().size(); i++) {
        int number = i + 1;
        Spec.Case of = sweep.cases().get(i).of();
        Optional<Event.CaseBegan> before = Optional.ofNullable(past.get(number));
        running.add(pool.submit(() -> child(number, of, folder, before)));
      }
      List<SweepOutcome.Child> children = new ArrayList<>();
      for (Future<SweepOutcome.Child> child : running) {
        children.add(child.get());
      }
      return children;
    } catch (ExecutionException e) {
      throw new RunFailedException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs a case, unless it has come to its end before. */
  private SweepOutcome.Child child(
      int number, Spec.Case of, RunFolder sweep, Optional<Event.CaseBegan> before)
      throws IOException {
    String name = before.map(Event.CaseBegan::name).orElse(of.name());
    Optional<Path> past =
        before
            .map(began -> sweep.path().resolveSibling(began.run()))
            .filter(path -> Files.exists(path.resolve(RunFolder.JOURNAL)));
    if (past.isPresent()) {
      PastRun run = PastRun.read(past.get());
      if (run.state() == RunState.FINISHED) {
        return new SweepOutcome.Child(name, run.state(), Optional.of(run), "");
      }
    }
    Optional<Path> resumable = past.filter(path -> Files.exists(path.resolve("resolved.yaml")));
    SweepOutcome.Child child = run(number, name, of, sweep, resumable);
    sweep.journal().append(new Event.CaseEnded(number, child.state()));
    listener.ended(child);
    return child;
  }

  private SweepOutcome.Child run(
      int number, String name, Spec.Case of, RunFolder sweep, Optional<Path> past)
      throws IOException {
    List<Path> folder = new ArrayList<>();
    String failure = "";
    try {
      Plan plan = childRuns.plan(of.spec());
      Map<String, String> tags = Map.of(PastRun.PARENT_TAG, sweep.id(), PastRun.CASE_TAG, name);
      childRuns.run(
          plan,
          past,
          tags,
          path -> {
            folder.add(path);
            sweep
                .journal()
                .append(new Event.CaseBegan(number, name, path.getFileName().toString()));
            listener.began(of, path);
          });
    } catch (InvalidSpecException e) {
      failure = e.problems().get(0).toString();
    } catch (RunFailedException e) {
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("case {} failed", name, e);
      failure = e.toString();
    }
    if (folder.isEmpty()) {
      return new SweepOutcome.Child(name, RunState.FAILED, Optional.empty(), failure);
    }
    PastRun run = PastRun.read(folder.get(0));
    return new SweepOutcome.Child(name, run.state(), Optional.of(run), failure);
  }

  /** The sweep first: its children's runs refer to its run. */
  private static void publish(
      Path sweep,
      List<SweepOutcome.Child> children,
      Tracker tracker,
      List<Publication> publications,
      List<String> unpublished) {
    try {
      publications.add(Publisher.publish(sweep, tracker));
      for (SweepOutcome.Child child : children) {
        if (child.run().isPresent()) {
          Publisher.publish(child.run().get().folder(), tracker);
        }
      }
    } catch (IOException | RuntimeException e) {
      // a tracker is a plugin: whatever goes wrong in it, the runs are complete
      LOG.error("not published to {}", tracker.destination(), e);
      unpublished.add(String.valueOf(e.getMessage()));
    }
  }
}
