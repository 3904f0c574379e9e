package dev.lamina.engine.sweep;

import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.publish.Publishing;
import dev.lamina.engine.run.End;
import dev.lamina.engine.run.Runner;
import dev.lamina.engine.run.SourceTags;
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
import java.util.concurrent.TimeUnit;
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

    /** A tracker cannot be published to, for now. */
    void away(String reason);

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
      PastRun now = PastRun.read(past.folder()); // under the lock: another process may have gone on
      if (now.state() == RunState.FINISHED) {
        throw new RunFailedException(now.id() + " has come to its end meanwhile");
      }
      folder.journal().append(new Event.Resumed());
      return run(sweep.named(now.cases()), folder, now.children());
    } catch (IOException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()), e);
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
    SourceTags.of(sweep.spec().file())
        .forEach((key, value) -> journal.append(new Event.Tag(key, value)));
    for (int i = 0; i < sweep.cases().size(); i++) {
      Spec.Case of = sweep.cases().get(i).of();
      journal.append(new Event.Case(i + 1, of.name(), of.choices()));
    }
    folder.linkLatest();
    folder.writeText("spec.yaml", sweep.spec().text());
    folder.writeText("resolved.yaml", SpecWriter.write(sweep.resolved()));
  }

  /** What a sweep has come to. */
  private record Results(
      List<SweepOutcome.Child> children, List<String> headlines, List<String> failures) {}

  private SweepOutcome run(SweepPlan sweep, RunFolder folder, Map<Integer, Path> past) {
    try (Publishing publishing = new Publishing(sweep.trackers(), listener::away)) {
      Results results =
          End.after(
              folder,
              () -> {
                listener.began(folder.path());
                publishing.follow(folder.path()); // first: its children's runs refer to its run
                return compare(sweep, folder, children(sweep, folder, past, publishing));
              },
              done -> String.join("; ", done.failures()));
      Publishing.Result published = publishing.finish();
      return new SweepOutcome(
          folder.path(),
          results.headlines(),
          results.children(),
          results.failures(),
          published.publications(),
          published.unpublished());
    }
  }

  private Results compare(SweepPlan sweep, RunFolder folder, List<SweepOutcome.Child> children) {
    List<ComparedRun> runs = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      SweepOutcome.Child child = children.get(i);
      SweepPlan.Case of = sweep.cases().get(i);
      ComparedRun.Place place = new ComparedRun.Place(i, children.size());
      child
          .folder()
          .filter(path -> child.state() == RunState.FINISHED)
          .flatMap(SweepRunner::read)
          .map(
              run ->
                  new FinishedRun(
                      of,
                      place,
                      run,
                      childRuns.captured(of.of(), of.fingerprint(), folder.journal())))
          .ifPresent(runs::add);
    }
    Map<String, String> types = new LinkedHashMap<>();
    sweep.comparisons().forEach(of -> types.put(of.id(), of.type()));
    SweepResults results = new SweepResults(folder, sweep.renderer(), types);
    List<String> failures = new ArrayList<>();
    if (runs.size() < children.size()) {
      failures.add(
          "%d of %d child runs failed".formatted(children.size() - runs.size(), children.size()));
    }
    if (!runs.isEmpty()) {
      for (PlannedComparison of : sweep.comparisons()) {
        results.compare(of.id(), of.comparison(), runs).ifPresent(failures::add);
      }
    }
    results.close(sweep.name());
    return new Results(children, results.headlines(), failures);
  }

  private List<SweepOutcome.Child> children(
      SweepPlan sweep, RunFolder folder, Map<Integer, Path> past, Publishing publishing) {
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<SweepOutcome.Child>> running = new ArrayList<>();
      for (int i = 0; i < sweep.cases().size(); i++) {
        int number = i + 1;
        SweepPlan.Case of = sweep.cases().get(i);
        Optional<Path> before = Optional.ofNullable(past.get(number));
        running.add(pool.submit(() -> child(number, of, folder, before, publishing)));
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
      shutDown(pool);
    }
  }

  /** Waits for cases that are running: they write into the sweep's folder. */
  private static void shutDown(ExecutorService pool) {
    pool.shutdown();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Runs a case, unless it has come to its end before. */
  private SweepOutcome.Child child(
      int number,
      SweepPlan.Case of,
      RunFolder sweep,
      Optional<Path> before,
      Publishing publishing) {
    Optional<PastRun> past = before.flatMap(SweepRunner::read);
    Optional<PastRun> finished = past.filter(run -> run.state() == RunState.FINISHED);
    if (finished.isPresent()) {
      publishing.follow(finished.get().folder());
      SweepOutcome.Child child = finished(of, finished.get());
      sweep.journal().append(new Event.CaseEnded(number, child.state())); // perhaps another one now
      if (child.state() != RunState.FINISHED) {
        listener.ended(child);
      }
      return child;
    }
    Optional<Path> resumable =
        past.map(PastRun::folder).filter(path -> Files.exists(path.resolve("resolved.yaml")));
    SweepOutcome.Child child = run(number, of.of(), sweep, resumable, publishing);
    sweep.journal().append(new Event.CaseEnded(number, child.state()));
    listener.ended(child);
    return child;
  }

  /** The run of a folder; empty if it was stopped before its journal began. */
  private static Optional<PastRun> read(Path folder) {
    try {
      return Optional.of(PastRun.read(folder));
    } catch (IOException e) {
      LOG.info("{} is begun anew", folder, e);
      return Optional.empty();
    }
  }

  private static SweepOutcome.Child finished(SweepPlan.Case of, PastRun run) {
    String before = run.tags().getOrDefault(PastRun.FINGERPRINT_TAG, of.fingerprint());
    return before.equals(of.fingerprint())
        ? new SweepOutcome.Child(of.of().name(), RunState.FINISHED, Optional.of(run.folder()), "")
        : new SweepOutcome.Child(
            of.of().name(),
            RunState.FAILED,
            Optional.of(run.folder()),
            "its model, tokenizer or data set have changed since it ran; start a new sweep");
  }

  private SweepOutcome.Child run(
      int number, Spec.Case of, RunFolder sweep, Optional<Path> past, Publishing publishing) {
    List<Path> folder = new ArrayList<>();
    String failure = "";
    try {
      Plan plan = childRuns.plan(of.spec());
      Map<String, String> tags =
          Map.of(PastRun.PARENT_TAG, sweep.id(), PastRun.CASE_TAG, of.name());
      childRuns.run(
          plan,
          past,
          tags,
          new Runner.Listener() {
            @Override
            public void began(Path path) throws IOException {
              folder.add(path);
              sweep.journal().append(new Event.CaseBegan(number, path.getFileName().toString()));
              listener.began(of, path);
            }

            @Override
            public void opened(Path path) {
              publishing.follow(path);
            }
          });
    } catch (InvalidSpecException e) {
      failure = e.problems().get(0).toString();
    } catch (RunFailedException e) {
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) { // the other cases go on
      LOG.error("case {} failed", of.name(), e);
      failure = e.toString();
    }
    Optional<Path> run = folder.stream().findFirst().or(() -> past);
    boolean finished =
        failure.isEmpty()
            && run.flatMap(SweepRunner::read)
                .filter(there -> there.state() == RunState.FINISHED)
                .isPresent();
    return new SweepOutcome.Child(
        of.name(), finished ? RunState.FINISHED : RunState.FAILED, run, failure);
  }
}
