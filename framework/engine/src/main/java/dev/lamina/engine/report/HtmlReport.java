package dev.lamina.engine.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final PastRun run;
  private final HtmlPage page;

  public HtmlReport(PastRun run) {
    this.run = run;
    this.page = new HtmlPage(run.name());
  }

  /** The whole page. */
  public String html() throws IOException {
    answer();
    cases();
    figures();
    tables();
    setup();
    return page.html();
  }

  private void answer() throws IOException {
    page.element("h1", run.name());
    // a report that is written as the run ends cannot know yet how it ends
    String state = run.state() == RunState.UNFINISHED ? "" : ", " + run.state().id();
    page.element("p", "run " + run.id() + state);
    for (String link : run.pages().values()) {
      String shown = HtmlPage.escape(link);
      page.raw("<p>published: <a href=\"%s\">%s</a></p>\n".formatted(shown, shown));
    }
    if (!run.description().isBlank()) {
      page.raw("<p class=\"question\">" + HtmlPage.escape(run.description()) + "</p>\n");
    }
    page.raw("<ul>\n");
    run.headlines().forEach(line -> page.element("li", line.sentence()));
    page.raw("</ul>\n");
    for (String warning : run.warnings()) {
      page.element("p", "Warning: " + warning);
    }
    Path overview = run.folder().resolve("overview.png");
    if (Files.exists(overview)) {
      image("overview.png", "image/png", "overview");
    }
  }

  private void cases() {
    if (run.isSweep()) {
      CaseTable cases = CaseTable.of(run);
      page.element("h2", "Runs");
      page.table(cases.header(), cases.texts());
    }
  }

  private void figures() throws IOException {
    page.element("h2", "Figures");
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
    page.element("h2", "Tables");
    for (String path : paths("tables/", ".csv")) {
      page.raw("<details><summary>" + HtmlPage.escape(path) + "</summary>\n");
      table(run.folder().resolve(path));
      page.raw("</details>\n");
    }
  }

  private void table(Path csv) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv);
        Stream<CsvRecord> records = reader.stream()) {
      List<List<String>> rows =
          records.limit(MOST_TABLE_ROWS + 2L).map(CsvRecord::getFields).toList();
      if (!rows.isEmpty()) {
        page.table(rows.get(0), rows.subList(1, Math.min(rows.size(), MOST_TABLE_ROWS + 1)));
      }
      if (rows.size() > MOST_TABLE_ROWS + 1) {
        page.element("p", "The first " + MOST_TABLE_ROWS + " rows; the file has all.");
      }
    }
  }

  private void setup() throws IOException {
    page.element("h2", "Setup");
    page.table(
        List.of("choice", "value"),
        run.params().entrySet().stream()
            .map(choice -> List.of(choice.getKey(), choice.getValue()))
            .toList());
    page.element("h2", "Time");
    page.table(
        List.of("stage", "time"),
        run.stages().stream()
            .map(
                stage ->
                    List.of(stage.stage(), String.format(Locale.ROOT, "%.2f s", stage.seconds())))
            .toList());
    for (String file : List.of("spec.yaml", "resolved.yaml", "provenance.json")) {
      Path path = run.folder().resolve(file);
      if (Files.exists(path)) {
        page.element("h2", file);
        page.element("pre", Files.readString(path, StandardCharsets.UTF_8));
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
    page.image(Files.readAllBytes(run.folder().resolve(path)), type, caption);
  }
}
