package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A run as its journal tells it. If something was journalled twice (a run that was resumed), the
 * last one counts.
 */
public final class PastRun {

  /** The tag of a sweep: how many cases it has. */
  public static final String SWEEP_TAG = "lamina.sweep";

  /** The tag of a child run: the id of its sweep. */
  public static final String PARENT_TAG = "lamina.parent";

  /** The tag of what a run computes with: model, tokenizer, extractor, data. */
  public static final String FINGERPRINT_TAG = "lamina.fingerprint";

  /** The tag of a child run: what tells it from the others. */
  public static final String CASE_TAG = "lamina.case";

  private final Path folder;
  private final List<Journal.Entry> entries;
  private final Duration pause;

  private PastRun(Path folder, List<Journal.Entry> entries) {
    this.folder = folder;
    this.pause = pause(entries);
    this.entries = counting(entries);
  }

  /** Between what each attempt did last and the next one's beginning. */
  private static Duration pause(List<Journal.Entry> entries) {
    Duration pause = Duration.ZERO;
    Instant last = Instant.MAX;
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.Resumed && entry.at().isAfter(last)) {
        pause = pause.plus(Duration.between(last, entry.at()));
      }
      if (!(entry.event() instanceof Event.Published)) { // a stopped run may be published
        last = entry.at();
      }
    }
    return pause;
  }

  /** Without what analyses found in attempts before their last. */
  private static List<Journal.Entry> counting(List<Journal.Entry> entries) {
    Map<String, Integer> lastBegan = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).event() instanceof Event.AnalysisBegan began) {
        lastBegan.put(began.analysis(), i);
      }
    }
    Map<Event, Instant> found = firstFound(entries);
    return IntStream.range(0, entries.size())
        .filter(i -> i >= lastBegan.getOrDefault(finder(entries.get(i).event()), 0))
        .mapToObj(entries::get)
        .map(
            entry ->
                new Journal.Entry(found.getOrDefault(entry.event(), entry.at()), entry.event()))
        .toList();
  }

  /**
   * A number that another attempt has found again keeps its time: that is part of what it is known
   * by where it was published.
   */
  private static Map<Event, Instant> firstFound(List<Journal.Entry> entries) {
    Map<Event, Instant> found = new HashMap<>();
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.MetricFound) {
        found.putIfAbsent(entry.event(), entry.at());
      }
    }
    return found;
  }

  /** The analysis that found something; empty for other events. */
  private static String finder(Event event) {
    if (event instanceof Event.MetricFound found) {
      return found.analysis();
    }
    if (event instanceof Event.Headline stated) {
      return stated.analysis();
    }
    return event instanceof Event.AnalysisEnded ended ? ended.analysis() : "";
  }

  /** Reads the run in a folder. */
  public static PastRun read(Path folder) throws IOException {
    return new RunTail(folder).read();
  }

  static PastRun of(Path folder, List<Journal.Entry> entries) throws IOException {
    PastRun run = new PastRun(folder, entries);
    if (run.last(Event.Started.class).isEmpty()) {
      throw new NotARunException(folder + " is not a run folder: its journal does not begin");
    }
    return run;
  }

  /** A number and when it was found. */
  public record LoggedMetric(Instant at, Event.MetricFound metric) {}

  /** A file and when it was complete. */
  public record LoggedArtifact(Instant at, Event.ArtifactWritten file) {}

  public Path folder() {
    return folder;
  }

  public String id() {
    return beginning().id();
  }

  /** The experiment's name. */
  public String name() {
    return beginning().name();
  }

  /** The question, as the spec states it; may be empty. */
  public String description() {
    return beginning().description();
  }

  /** The analyses' ids, in the spec's order. */
  public List<String> analyses() {
    return beginning().analyses();
  }

  private Event.Started beginning() {
    return last(Event.Started.class).orElseThrow();
  }

  public Instant started() {
    return entries.get(0).at();
  }

  /** When it last did something. */
  public Instant ended() {
    return end()
        .or(
            () ->
                entries.stream()
                    .filter(entry -> !(entry.event() instanceof Event.Published))
                    .reduce((first, second) -> second))
        .orElse(entries.get(0))
        .at();
  }

  /** How long it took; the time between being stopped and going on does not count. */
  public Duration duration() {
    return Duration.between(started(), ended()).minus(pause);
  }

  public RunState state() {
    return end().map(entry -> ((Event.Ended) entry.event()).state()).orElse(RunState.UNFINISHED);
  }

  /** The last end, unless the run went on behind it. */
  private Optional<Journal.Entry> end() {
    return entries.stream()
        .filter(
            entry -> entry.event() instanceof Event.Ended || entry.event() instanceof Event.Resumed)
        .reduce((first, second) -> second)
        .filter(entry -> entry.event() instanceof Event.Ended);
  }

  /** The analyses that have found all that they find. */
  public Set<String> finishedAnalyses() {
    return all(Event.AnalysisEnded.class).stream()
        .map(Event.AnalysisEnded::analysis)
        .collect(Collectors.toSet());
  }

  /** Where all that there is was published. */
  public Set<String> destinations() {
    Set<String> destinations = new HashSet<>();
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.Published published) {
        destinations.add(published.destination());
      } else if (entry.event() instanceof Event.Resumed || entry.event() instanceof Event.Ended) {
        destinations.clear();
      }
    }
    return destinations;
  }

  /** The pages of the run where it was published, also in part, by destination. */
  public Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    all(Event.Published.class)
        .forEach(published -> pages.put(published.destination(), published.link()));
    return pages;
  }

  /** The spec's choices, main ones first. */
  public Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    all(Event.Param.class).forEach(param -> params.put(param.key(), param.value()));
    return params;
  }

  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    all(Event.Tag.class).forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  public Optional<Event.Input> input() {
    return last(Event.Input.class);
  }

  /** Every number, by analysis in the spec's order, then as found. */
  public List<LoggedMetric> metrics() {
    Map<List<String>, LoggedMetric> metrics = new LinkedHashMap<>();
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.MetricFound found) {
        metrics.put(
            List.of(
                found.analysis(), found.component(), found.layer(), found.group(), found.name()),
            new LoggedMetric(entry.at(), found));
      }
    }
    List<LoggedMetric> ordered = new ArrayList<>(metrics.values());
    List<String> analyses = analyses();
    ordered.sort(Comparator.comparingInt(found -> analyses.indexOf(found.metric().analysis())));
    return ordered;
  }

  /** Every number, those of the analyses with the most important results first. */
  public List<LoggedMetric> rankedMetrics() {
    List<String> ranked = rankedAnalyses();
    return metrics().stream()
        .sorted(Comparator.comparingInt(found -> rank(found.metric().analysis(), ranked)))
        .toList();
  }

  /** The analyses that stated something, those with the most important results first. */
  public List<String> rankedAnalyses() {
    return headlines().stream().map(Event.Headline::analysis).distinct().toList();
  }

  private static int rank(String analysis, List<String> ranked) {
    int rank = ranked.indexOf(analysis);
    return rank < 0 ? ranked.size() : rank;
  }

  /** The {@link #rankedMetrics} without layer and group: one value a component. */
  public List<Event.MetricFound> headlineMetrics() {
    return rankedMetrics().stream()
        .map(LoggedMetric::metric)
        .filter(found -> found.layer().isEmpty() && found.group().isEmpty())
        .toList();
  }

  /** What a list of runs shows. */
  Event.Outlined outlined() {
    Map<String, String> metrics = new LinkedHashMap<>();
    headlineMetrics().forEach(found -> metrics.put(MetricKey.of(found).toString(), found.value()));
    return new Event.Outlined(
        started().toString(), pause.toMillis(), id(), name(), tags(), metrics);
  }

  /** What the analyses stated, most important first. */
  public List<Event.Headline> headlines() {
    Map<String, Event.Headline> headlines = new LinkedHashMap<>();
    all(Event.Headline.class)
        .forEach(line -> headlines.put(line.analysis() + " " + line.sentence(), line));
    List<String> analyses = analyses();
    return headlines.values().stream()
        .sorted(
            Comparator.comparingInt((Event.Headline line) -> -line.importance())
                .thenComparingInt(line -> analyses.indexOf(line.analysis())))
        .toList();
  }

  /** The complete files, by path. */
  public List<LoggedArtifact> artifacts() {
    Map<String, LoggedArtifact> artifacts = new LinkedHashMap<>();
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.ArtifactWritten file) {
        artifacts.put(file.path(), new LoggedArtifact(entry.at(), file));
      }
    }
    List<LoggedArtifact> ordered = new ArrayList<>(artifacts.values());
    ordered.sort(Comparator.comparing(artifact -> artifact.file().path()));
    return ordered;
  }

  /** The stages that ended, in order. */
  public List<Event.StageEnded> stages() {
    return all(Event.StageEnded.class);
  }

  /** A sweep's cases, by their places. */
  public Map<Integer, Event.Case> cases() {
    Map<Integer, Event.Case> cases = new TreeMap<>();
    all(Event.Case.class).forEach(of -> cases.put(of.number(), of));
    return cases;
  }

  /** The folders of a sweep's child runs, by the places of their cases. */
  public Map<Integer, Path> children() {
    Map<Integer, Path> children = new TreeMap<>();
    all(Event.CaseBegan.class)
        .forEach(began -> children.put(began.number(), folder.resolveSibling(began.run())));
    return children;
  }

  /** How a sweep's child runs ended, by the places of their cases; none for one that goes on. */
  public Map<Integer, RunState> caseEnds() {
    Map<Integer, RunState> ends = new TreeMap<>();
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.CaseBegan began) {
        ends.remove(began.number());
      } else if (entry.event() instanceof Event.CaseEnded ended) {
        ends.put(ended.number(), ended.state());
      }
    }
    return ends;
  }

  /** Whether it is a sweep, which has child runs. */
  public boolean isSweep() {
    return tags().containsKey(SWEEP_TAG);
  }

  public List<String> warnings() {
    return all(Event.Warned.class).stream().map(Event.Warned::message).distinct().toList();
  }

  private <T extends Event> List<T> all(Class<T> type) {
    return entries.stream()
        .map(Journal.Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private <T extends Event> Optional<T> last(Class<T> type) {
    List<T> all = all(type);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
