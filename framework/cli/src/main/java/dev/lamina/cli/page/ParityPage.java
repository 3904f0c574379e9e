package dev.lamina.cli.page;

import dev.lamina.api.check.Check;
import dev.lamina.cli.text.Paragraphs;
import dev.lamina.engine.parity.ParityReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code lamina parity} prints. */
public record ParityPage(PrintStream out) {

  private static final String HEADING = "check";

  /**
   * Prints a report.
   *
   * @param file where it is kept
   */
  public void print(ParityReport report, Path file) {
    ParityReport.Subject subject = report.subject();
    out.printf(
        Locale.ROOT,
        "%s (%s), %,d prompts, %,d tokens%n",
        subject.model(),
        subject.family(),
        report.prompts().size(),
        report.tokens());
    out.println("computed by " + subject.computation());
    report.against().ifPresent(versions -> out.println("compared with " + versions));
    out.println();
    table(report.checks());
    if (!report.notes().isEmpty()) {
      out.println();
      Paragraphs page = new Paragraphs(out);
      report.notes().forEach(note -> page.print(0, "note: " + note));
    }
    out.println();
    out.println(verdict(report));
    out.println("report    " + file);
  }

  private void table(List<Check> checks) {
    int longest = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    int width = Math.max(HEADING.length(), longest);
    row(width, HEADING, "compared", "difference", "limit", "");
    for (Check check : checks) {
      row(
          width,
          check.name(),
          String.format(Locale.ROOT, "%,d", check.compared()),
          share("%.1e", check.difference()),
          share("%.0e", check.limit()),
          check.holds() ? "ok" : "NOT" + check.where().map(where -> " at " + where).orElse(""));
    }
  }

  private void row(
      int width, String name, String compared, String difference, String limit, String verdict) {
    String format = "%-" + width + "s  %12s  %10s  %7s  %s";
    out.println(
        String.format(Locale.ROOT, format, name, compared, difference, limit, verdict)
            .stripTrailing());
  }

  private static String share(String format, double share) {
    return share == 0 ? "0" : String.format(Locale.ROOT, format, share);
  }

  private static String verdict(ParityReport report) {
    int all = report.checks().size();
    int failed = report.failed().size();
    if (failed == 0) {
      return "All %d checks hold.".formatted(all);
    }
    String consequence =
        report.holdsByItself()
            ? "Lamina and the other implementation do not compute the same."
            : "the numbers of this model, computed in this way, are not to be trusted.";
    return "%d of %d checks %s NOT hold: %s"
        .formatted(failed, all, failed == 1 ? "does" : "do", consequence);
  }
}
