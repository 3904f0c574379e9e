package dev.lamina.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path runs;
  private PastRun run;

  @BeforeEach
  void write() throws IOException {
    try (RunFolder folder = RunFolder.create(runs, "facts")) {
      var journal = folder.journal();
      journal.append(
          new Event.Started(folder.id(), "facts", "Is <b> > \"a\"?", List.of("stats", "probe")));
      journal.append(new Event.Param("model", "minilm"));
      journal.append(new Event.MetricFound("stats", "embed", "", "", "mean", "0.25"));
      journal.append(new Event.MetricFound("probe", "embed", "", "", "best_layer", "4.0"));
      journal.append(new Event.MetricFound("probe", "embed", "3", "g,1", "accuracy", "NaN"));
      journal.append(new Event.Headline("stats", 30, "Means are small."));
      journal.append(new Event.Headline("probe", 90, "Layer 4 & no other."));
      journal.append(new Event.Warned("9 prompts were cut"));
      folder.writeText("tables/t.csv", "a,b\n1,\"x <y>\"\n");
      folder.writeText("figures/f.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
      journal.append(new Event.Ended(RunState.FINISHED, ""));
      run = PastRun.read(folder.path());
    }
  }

  @Test
  void theSummaryHasTheStrongestResultFirst() {
    String summary = new Summary(run).markdown();

    assertThat(summary).containsSubsequence("Layer 4 & no other.", "Means are small.");
    assertThat(summary)
        .containsSubsequence(
            "| probe | embed | best_layer | 4 |", "| stats | embed | mean | 0.2500 |");
    assertThat(summary).contains("Warning: 9 prompts were cut");
  }

  @Test
  void theSummarySaysHowManyNumbersItLeavesOutAndWhereTheyAre() throws IOException {
    try (RunFolder folder = RunFolder.create(runs, "many")) {
      var journal = folder.journal();
      journal.append(new Event.Started(folder.id(), "many", "", List.of("stats")));
      for (int i = 0; i < 30; i++) {
        journal.append(new Event.MetricFound("stats", "embed", "", "", "m" + i, "1.0"));
      }
      Summary summary = new Summary(PastRun.read(folder.path()));

      assertThat(summary.markdown())
          .contains("| stats | embed | m23 |", "and 6 more in `metrics.csv`")
          .doesNotContain("| m24 |");
      assertThat(summary.note()).contains("and 6 more").doesNotContain("metrics.csv");
    }
  }

  @Test
  void metricsAreOneRowAValueInTheOrderOfTheSpec() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetricsCsv.write(run, out);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "analysis,component,layer,group,metric,value",
            "stats,embed,,,mean,0.25",
            "probe,embed,,,best_layer,4.0",
            "probe,embed,3,\"g,1\",accuracy,NaN");
  }

  @Test
  void theReportIsOnePageThatLoadsNothingAndEscapesEverything() throws IOException {
    String html = new HtmlReport(run).html();

    assertThat(html)
        .contains("Is &lt;b&gt; &gt; &quot;a&quot;?", "Layer 4 &amp; no other.", "x &lt;y&gt;")
        .contains("data:image/svg+xml;base64,")
        .doesNotContain("src=\"http", "<script src", "<link");
  }
}
