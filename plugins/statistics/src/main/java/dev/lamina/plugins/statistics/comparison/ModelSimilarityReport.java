package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.comparison.OverlaidCurves;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.plugins.statistics.figure.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What there is to say of the pairs.
 *
 * @param measure what sentences call the similarity
 * @param axis what figures call it
 * @param prompts how many there are
 * @param pairs at least one
 * @param missing how many pairs are left out, because a run of them failed
 */
record ModelSimilarityReport(
    String measure, String axis, int prompts, List<PairSimilarity> pairs, int missing) {

  private static final int IMPORTANCE = 45;
  private static final int LONGEST_NAME = 40;
  private static final int MOST_LINES = 8;

  void write(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> summary = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PairSimilarity pair : pairs) {
      pair.record(findings);
      rows.addAll(pair.rows());
      summary.add(summary(pair));
      findings.figure(fileName(pair, names), pair.figure(axis));
    }
    findings.table(
        "",
        new Table(
            List.of("first", "second", "layer", "other", "depth", "other_depth", "similarity"),
            rows));
    findings.table(
        "pairs",
        new Table(
            List.of("first", "second", "prompts", "same_depth", "shuffled", "best", "matched"),
            summary));
    Optional<LineChart> curves = curves();
    curves.ifPresent(chart -> findings.figure("same_depth", chart));
    Figure shown =
        pairs.size() > 1 && curves.isPresent() ? curves.get() : pairs.get(0).figure(axis);
    findings.headline(IMPORTANCE, pairs.size() > 1 ? ofSeveral() : ofOne(pairs.get(0)), shown);
  }

  private List<Object> summary(PairSimilarity pair) {
    return List.of(
        pair.first().name(),
        pair.second().name(),
        prompts,
        pair.sameDepth(),
        pair.shuffled(),
        pair.best(),
        pair.matched());
  }

  private static String fileName(PairSimilarity pair, Set<String> taken) {
    String name =
        pair.component().id() + "." + part(pair.first().name()) + "." + part(pair.second().name());
    String free = name;
    for (int n = 2; !taken.add(free); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  private static String part(String run) {
    String plain = run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }

  private String ofOne(PairSimilarity pair) {
    return "%s represent the prompts with a %s of %s on average over %s at the same relative depth (%s with the prompts of one shuffled); for %d of %d layers of %s the most similar layer of %s is the one at the same depth; %,d prompts%s."
        .formatted(
            pair.first().name() + " and " + pair.second().name(),
            measure,
            Numbers.plain(pair.sameDepth()),
            pair.component(),
            Numbers.plain(pair.shuffled()),
            Math.round(pair.matched() * pair.layers()),
            pair.layers(),
            pair.first().name(),
            pair.second().name(),
            prompts,
            leftOut());
  }

  private String ofSeveral() {
    PairSimilarity most = extreme(Comparator.comparingDouble(PairSimilarity::sameDepth).reversed());
    PairSimilarity least = extreme(Comparator.comparingDouble(PairSimilarity::sameDepth));
    return "Of %d pairs of runs, %s represent the prompts most alike: %s %s on average over %s at the same relative depth, least %s with %s (with the prompts of one shuffled %s on average over the pairs); %,d prompts%s."
        .formatted(
            pairs.size(),
            most.first().name() + " and " + most.second().name(),
            measure,
            Numbers.plain(most.sameDepth()),
            most.component(),
            least.first().name() + " and " + least.second().name(),
            Numbers.plain(least.sameDepth()),
            Numbers.plain(shuffled()),
            prompts,
            leftOut());
  }

  private String leftOut() {
    if (missing == 0) {
      return "";
    }
    String left = missing == 1 ? "1 pair is" : missing + " pairs are";
    return "; %s left out, as a run failed".formatted(left);
  }

  private PairSimilarity extreme(Comparator<PairSimilarity> order) {
    return pairs.stream()
        .filter(pair -> !Double.isNaN(pair.sameDepth()))
        .min(order)
        .orElse(pairs.get(0));
  }

  private double shuffled() {
    return pairs.stream()
        .mapToDouble(PairSimilarity::shuffled)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** The similarity at the same relative depth, a line a pair; empty if no pair has two layers. */
  private Optional<LineChart> curves() {
    Map<String, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
    Map<String, Integer> blocks = new LinkedHashMap<>();
    pairs.stream()
        .sorted(Comparator.comparingDouble((PairSimilarity pair) -> -pair.sameDepth()))
        .filter(pair -> pair.layers() > 1)
        .limit(MOST_LINES)
        .forEach(
            pair -> {
              curves.put(pair.name(), pair.curve());
              pair.first().layers().ifPresent(count -> blocks.put(pair.name(), count));
            });
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    String note =
        pairs.size() > MOST_LINES
            ? ", the %d most alike of %d pairs".formatted(MOST_LINES, pairs.size())
            : "";
    LineChart chart =
        OverlaidCurves.chart(
            "Similarity at the same relative depth, " + pairs.get(0).component() + note,
            new Axis(axis, Axis.Scale.LINEAR),
            curves,
            OverlaidCurves.Depth.AUTO,
            blocks);
    List<Line> lines = new ArrayList<>(chart.lines());
    lines.add(control(chart));
    return Optional.of(new LineChart(chart.title(), chart.x(), chart.y(), lines));
  }

  /** What unrelated representations have, as a level line. */
  private Line control(LineChart chart) {
    double low = chart.lines().stream().mapToDouble(line -> line.x()[0]).min().orElseThrow();
    double high =
        chart.lines().stream()
            .mapToDouble(line -> line.x()[line.x().length - 1])
            .max()
            .orElseThrow();
    return new Line(
        "prompts shuffled",
        new double[] {low, high},
        new double[] {shuffled(), shuffled()},
        Optional.empty(),
        LineChart.Role.CONTROL);
  }
}
