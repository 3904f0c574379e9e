package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a list of runs shows of one. A run that has come to its end says it in its journal's last
 * lines; of another one, those lines are read that are not what most of a journal is: numbers of
 * single layers and of groups, params, artifacts.
 *
 * @param name the experiment's name
 * @param duration what it took, without the time that it was stopped
 * @param metrics those without layer and group by {@link MetricKey}, the most important first
 */
public record RunOutline(
    Path folder,
    String id,
    String name,
    RunState state,
    Instant started,
    Duration duration,
    Map<String, String> tags,
    Map<String, Double> metrics) {

  private static final byte[] KIND = bytes("\"event\":\"");
  private static final byte[] OUTLINED = bytes("outlined\"");
  private static final byte[] ENDED = bytes("ended\"");
  private static final byte[] RESUMED = bytes("resumed\"");
  private static final byte[] PUBLISHED = bytes("published\"");
  private static final byte[] METRIC = bytes("metric\"");
  private static final byte[] SUMMARY = bytes("\"layer\":\"\",\"group\":\"\"");
  private static final byte[] PARAM = bytes("param\"");
  private static final byte[] ARTIFACT = bytes("artifact\"");
  private static final List<Integer> LAST_BYTES = List.of(1 << 13, 1 << 16);

  /** Reads that of the run in a folder. */
  public static RunOutline read(Path folder) throws IOException {
    Path journal = folder.resolve(RunFolder.JOURNAL);
    for (int bytes : LAST_BYTES) {
      Optional<RunOutline> ended =
          end(folder, JournalTail.end(journal, bytes, RunOutline::isOfTheEnd));
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    return of(PastRun.of(folder, new JournalTail(journal, RunOutline::isWanted).read()));
  }

  private static RunOutline of(PastRun run) {
    return new RunOutline(
        run.folder(),
        run.id(),
        run.name(),
        run.state(),
        run.started(),
        run.duration(),
        run.tags(),
        numbers(run.outlined().metrics()));
  }

  /** That of a run that has ended; empty if it has not, or does not say it. */
  private static Optional<RunOutline> end(Path folder, List<Journal.Entry> last) {
    Optional<Event.Outlined> outline = Optional.empty();
    Optional<RunOutline> found = Optional.empty();
    for (Journal.Entry entry : last) {
      if (entry.event() instanceof Event.Outlined of) {
        outline = Optional.of(of);
      } else if (entry.event() instanceof Event.Resumed) {
        outline = Optional.empty();
        found = Optional.empty();
      } else if (entry.event() instanceof Event.Ended ended) {
        found = outline.map(of -> of(folder, of, ended.state(), entry.at()));
      }
    }
    return found;
  }

  private static RunOutline of(Path folder, Event.Outlined outline, RunState state, Instant ended) {
    Instant started = Instant.parse(outline.started());
    return new RunOutline(
        folder,
        outline.id(),
        outline.name(),
        state,
        started,
        Duration.between(started, ended).minusMillis(outline.paused()),
        outline.tags(),
        numbers(outline.metrics()));
  }

  private static Map<String, Double> numbers(Map<String, String> metrics) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    metrics.forEach((key, value) -> numbers.put(key, Double.valueOf(value)));
    return numbers;
  }

  /** Whether a line says how the run ended, or what happened after. */
  private static boolean isOfTheEnd(byte[] text, int from, int to) {
    int kind = indexOf(KIND, text, from, to) + KIND.length;
    return kind >= KIND.length
        && (isAt(OUTLINED, text, kind, to)
            || isAt(ENDED, text, kind, to)
            || isAt(RESUMED, text, kind, to)
            || isAt(PUBLISHED, text, kind, to));
  }

  private static boolean isWanted(byte[] text, int from, int to) {
    int kind = indexOf(KIND, text, from, to);
    if (kind < 0) {
      return true; // not for this to judge
    }
    int name = kind + KIND.length;
    if (isAt(METRIC, text, name, to)) {
      return indexOf(SUMMARY, text, name, to) >= 0;
    }
    return !isAt(PARAM, text, name, to) && !isAt(ARTIFACT, text, name, to);
  }

  private static int indexOf(byte[] part, byte[] text, int from, int to) {
    for (int i = from; i <= to - part.length; i++) {
      if (isAt(part, text, i, to)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] part, byte[] text, int from, int to) {
    if (from + part.length > to) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (text[from + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
