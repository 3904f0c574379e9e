package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.source.hub.http.Patience;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What became of fetching a model, quickly.
 *
 * @param snapshot the files, if it succeeded
 * @param problems what the user reads
 * @param progress what was shown: {@code fetching acme/tiny: 10 of 10 bytes}
 */
record Fetched(Optional<Snapshot> snapshot, List<String> problems, List<String> progress) {

  static final Patience IMPATIENT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          3,
          Duration.ofMillis(2),
          Duration.ofSeconds(2));

  /** Waits for a silent server for a moment. */
  static final Patience HASTY =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          3,
          Duration.ofMillis(2),
          Duration.ofSeconds(2));

  /**
   * Fetches.
   *
   * @param variables of the environment, name after name each with its value
   */
  static Fetched from(TestHub hub, String source, Object... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HF_ENDPOINT", hub.address());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(String.valueOf(variables[i]), String.valueOf(variables[i + 1]));
    }
    return in(environment, source);
  }

  /** Fetches into a cache. */
  static Fetched from(TestHub hub, Path cache, String source, Object... variables) {
    return from(
        hub,
        source,
        Stream.concat(Stream.of("HF_HUB_CACHE", cache), Stream.of(variables)).toArray());
  }

  /** Fetches with these variables alone. */
  static Fetched in(Map<String, String> environment, String source) {
    return in(environment, source, IMPATIENT);
  }

  /** Fetches while a server is waited for only so long. */
  static Fetched in(Map<String, String> environment, String source, Patience patience) {
    RecordedProblems problems = new RecordedProblems();
    Shown shown = new Shown();
    Hub hub = new Hub(name -> Optional.ofNullable(environment.get(name)), shown, patience);
    Optional<Snapshot> snapshot = Optional.empty();
    try {
      snapshot = Optional.of(hub.fetch(source, problems));
    } catch (InvalidModelException e) {
      if (!problems.hasErrors()) {
        throw new AssertionError("refused without a word", e);
      }
    }
    List<String> lines =
        problems.lines().stream().map(line -> line.replace("spec:source: ", "")).toList();
    return new Fetched(snapshot, lines, shown.lines);
  }

  /** The one problem that is the reason for no files, with HUB, CDN and CACHE for the places. */
  String problem(TestHub hub, Path cache) {
    assertThat(snapshot).isEmpty();
    assertThat(problems).hasSize(1);
    return problems
        .get(0)
        .replace(hub.address(), "HUB")
        .replace(hub.cdnAddress(), "CDN")
        .replace(cache.toString(), "CACHE");
  }

  /** The files, which must be there. */
  Snapshot files() {
    return snapshot.orElseThrow(() -> new AssertionError(problems.toString()));
  }

  private static final class Shown implements Progress {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public Task begin(String what, String unit, long total) {
      AtomicLong done = new AtomicLong();
      return new Task() {
        @Override
        public void step(long amount) {
          done.addAndGet(amount);
        }

        @Override
        public void close() {
          lines.add("%s: %d of %d %s".formatted(what, done.get(), total, unit));
        }
      };
    }
  }
}
