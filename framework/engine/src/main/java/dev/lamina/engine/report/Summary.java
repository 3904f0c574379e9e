package dev.lamina.engine.report;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code summary.md}: the question, the answer in sentences, the setup, the summary metrics. */
public final class Summary {

  private static final int MOST_ROWS = 24;

  private final PastRun run;

  public Summary(PastRun run) {
    this.run = run;
  }

  /** The whole page, Markdown. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(run.name()).append("\n\n");
    page.append(question())
        .append(answer())
        .append(setup())
        .append(cases())
        .append(table(" in `metrics.csv`"))
        .append(warnings());
    return page.toString();
  }

  /** The question, the headline, the table: what fits into a description. */
  public String note() {
    return question() + answer() + cases() + table("");
  }

  private String question() {
    return run.description().isBlank() ? "" : "**" + run.description().strip() + "**\n\n";
  }

  private String answer() {
    List<Event.Headline> lines = run.headlines();
    return lines.stream().map(line -> "- " + line.sentence()).collect(Collectors.joining("\n"))
        + (lines.isEmpty() ? "" : "\n\n");
  }

  private String setup() {
    Map<String, String> tags = run.tags();
    StringBuilder text = new StringBuilder();
    run.input()
        .ifPresent(
            input ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%,d prompts of %s; model %s. ",
                        input.rows(),
                        input.name(),
                        tags.getOrDefault("lamina.model", "unknown"))));
    return text.append("Run ").append(run.id()).append(".\n\n").toString();
  }

  /** Of a sweep. */
  private String cases() {
    if (!run.isSweep()) {
      return "";
    }
    CaseTable cases = CaseTable.of(run);
    List<List<String>> rows = cases.texts();
    List<String> lines = new ArrayList<>();
    lines.add(line(cases.header()));
    lines.add("|---|---|---:|" + "---:|".repeat(cases.metrics().size()));
    rows.stream().limit(MOST_ROWS).map(Summary::line).forEach(lines::add);
    String more =
        rows.size() > MOST_ROWS
            ? String.format(Locale.ROOT, "%nand %,d more%n", rows.size() - MOST_ROWS)
            : "";
    return String.join("\n", lines) + "\n" + more + "\n";
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /**
   * @param where the numbers are that there is no room for
   */
  private String table(String where) {
    List<Event.MetricFound> all = run.headlineMetrics();
    List<Event.MetricFound> best = all.stream().limit(MOST_ROWS).toList();
    if (best.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder("| analysis | component | metric | value |\n");
    rows.append("|---|---|---|---:|\n");
    for (Event.MetricFound found : best) {
      String value = Rounded.of(found.number());
      rows.append(line(List.of(found.analysis(), found.component(), found.name(), value)));
      rows.append('\n');
    }
    if (all.size() > best.size()) {
      int more = all.size() - best.size();
      rows.append(String.format(Locale.ROOT, "%nand %,d more%s%n", more, where));
    }
    return rows.append('\n').toString();
  }

  private String warnings() {
    return run.warnings().stream()
        .map(warning -> "Warning: " + warning + "\n")
        .collect(Collectors.joining());
  }
}
