package dev.lamina.cli;

import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.report.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina report}: writes a run's report again. */
@Command(name = "report", description = "(Re)writes the report.html of a run.", sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(index = "0", paramLabel = "RUN", description = RunArgument.DESCRIPTION)
  private String run;

  @Override
  public Integer call() throws IOException {
    Path folder = RunArgument.folder(lamina, run);
    String html = new HtmlReport(PastRun.read(folder)).html();
    try (RunFolder open = RunFolder.open(folder)) {
      open.write("report.html", out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }
    lamina.terminal().out().println(folder.resolve("report.html"));
    return ExitCode.DONE;
  }
}
