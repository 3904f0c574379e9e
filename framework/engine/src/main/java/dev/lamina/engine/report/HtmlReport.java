package dev.lamina.engine.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code report.html}: one self-contained page with the question, the answer, figures, tables and
 * provenance. Figures are embedded; the page loads nothing.
 */
public final class HtmlReport {

  private static final int MOST_TABLE_ROWS = 200;
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:64rem;margin:2rem auto;\
      padding:0 1rem}
      h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid #ddd}
      .question{font-size:1.15rem;color:#444}.muted{color:#666;font-size:.9rem}
      figure{margin:1.5rem 0}figure img{max-width:100%;height:auto}
      figcaption{color:#666;font-size:.85rem}
      table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
      td,th{padding:.2rem .7rem;border-bottom:1px solid #eee;text-align:left}
      .scroll{overflow-x:auto;max-height:30rem}pre{background:#f6f6f6;padding:1rem;overflow-x:auto}
      """;

  private final PastRun run;
  private final StringBuilder page = new StringBuilder();

  public HtmlReport(PastRun run) {
    this.run = run;
  }

  /** The whole page. */
  public String html() throws IOException {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">");
    page.append("<title>").append(escape(run.name())).append("</title>");
    page.append("<style>").append(STYLE).append("</style></head>\n<body>\n");
    answer();
    figures();
    tables();
    setup();
    return page.append("</body></html>\n").toString();
  }

  private void answer() throws IOException {
    element("h1", run.name());
    // a report that is written as the run ends cannot know yet how it ends
    String state = run.state() == RunState.UNFINISHED ? "" : ", " + run.state().id();
    element("p", "run " + run.id() + state);
    if (!run.description().isBlank()) {
      page.append("<p class=\"question\">").append(escape(run.description())).append("</p>\n");
    }
    page.append("<ul>\n");
    run.headlines().forEach(line -> element("li", line.sentence()));
    page.append("</ul>\n");
    for (String warning : run.warnings()) {
      element("p", "Warning: " + warning);
    }
    Path overview = run.folder().resolve("overview.png");
    if (Files.exists(overview)) {
      image("overview.png", "image/png", "overview");
    }
  }

  private void figures() throws IOException {
    element("h2", "Figures");
    List<String> ranked = run.rankedAnalyses();
    List<String> names =
        paths("figures/", ".svg").stream()
            .map(path -> path.substring("figures/".length(), path.length() - ".svg".length()))
            .sorted(Comparator.comparingInt(name -> rank(name, ranked)))
            .toList();
    for (String name : names) {
      image("figures/" + name + ".svg", "image/svg+xml", name);
    }
  }

  /** Figures of the analyses with the most important results first. */
  private static int rank(String figure, List<String> ranked) {
    for (int rank = 0; rank < ranked.size(); rank++) {
      if (figure.equals(ranked.get(rank)) || figure.startsWith(ranked.get(rank) + ".")) {
        return rank;
      }
    }
    return ranked.size();
  }

  private void tables() throws IOException {
    element("h2", "Tables");
    for (String path : paths("tables/", ".csv")) {
      page.append("<details><summary>").append(escape(path)).append("</summary>\n");
      table(run.folder().resolve(path));
      page.append("</details>\n");
    }
  }

  private void table(Path csv) throws IOException {
    page.append("<div class=\"scroll\"><table>\n");
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv);
        Stream<CsvRecord> records = reader.stream()) {
      List<CsvRecord> rows = records.limit(MOST_TABLE_ROWS + 2L).toList();
      for (int row = 0; row < Math.min(rows.size(), MOST_TABLE_ROWS + 1); row++) {
        page.append("<tr>");
        String tag = row == 0 ? "th" : "td";
        rows.get(row).getFields().forEach(cell -> element(tag, cell));
        page.append("</tr>\n");
      }
      page.append("</table></div>\n");
      if (rows.size() > MOST_TABLE_ROWS + 1) {
        element("p", "The first " + MOST_TABLE_ROWS + " rows; the file has all.");
      }
    }
  }

  private void setup() throws IOException {
    element("h2", "Setup");
    page.append("<table>\n");
    run.params()
        .forEach(
            (key, value) -> {
              page.append("<tr>");
              element("td", key);
              element("td", value);
              page.append("</tr>\n");
            });
    page.append("</table>\n");
    element("h2", "Time");
    page.append("<table>\n");
    for (Event.StageEnded stage : run.stages()) {
      page.append("<tr>");
      element("td", stage.stage());
      element("td", String.format(Locale.ROOT, "%.2f s", stage.seconds()));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
    for (String file : List.of("spec.yaml", "resolved.yaml", "provenance.json")) {
      Path path = run.folder().resolve(file);
      if (Files.exists(path)) {
        element("h2", file);
        element("pre", Files.readString(path, StandardCharsets.UTF_8));
      }
    }
  }

  private List<String> paths(String prefix, String suffix) {
    return run.artifacts().stream()
        .map(artifact -> artifact.file().path())
        .filter(path -> path.startsWith(prefix) && path.endsWith(suffix))
        .filter(path -> Files.exists(run.folder().resolve(path)))
        .toList();
  }

  private void image(String path, String type, String caption) throws IOException {
    byte[] bytes = Files.readAllBytes(run.folder().resolve(path));
    page.append("<figure><img alt=\"").append(escape(caption)).append("\" src=\"data:");
    page.append(type).append(";base64,").append(Base64.getEncoder().encodeToString(bytes));
    page.append("\">");
    element("figcaption", caption);
    page.append("</figure>\n");
  }

  private void element(String tag, String text) {
    page.append('<').append(tag).append('>').append(escape(text));
    page.append("</").append(tag).append('>');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
