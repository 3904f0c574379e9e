package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class AnalysisContractTest {

  private static final ArrayStudy STUDY =
      ArrayStudy.of(
          Map.of(Component.RESID_POST, new float[][][] {{{1}, {2}}, {{3}, {4}}, {{5}, {7}}}),
          Map.of("is_true", List.of("true", "false", "true")));

  private static AnalysisContract contract(BiConsumer<Study, Findings> step) {
    return AnalysisContract.of(parallel -> new SingleStep(step));
  }

  private static Metric first(String name, double value) {
    return Metric.ofLayer(Component.RESID_POST, 0, name, value);
  }

  @Test
  void returnsWhatAGoodAnalysisFinds() {
    RecordedFindings findings =
        contract((study, into) -> into.metric(first("l2_norm.std", 3))).verify(STUDY);

    assertThat(findings.value(Component.RESID_POST, 0, "l2_norm.std")).isEqualTo(3);
  }

  @Test
  void catchesNumbersThatChangeFromRunToRun() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                contract((study, into) -> into.metric(first("runs", runs.incrementAndGet())))
                    .verify(STUDY))
        .hasMessageContaining("metrics a second time");
  }

  @Test
  void catchesFiguresThatChangeFromRunToRun() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                contract((study, into) -> into.figure("", line(runs.incrementAndGet())))
                    .verify(STUDY))
        .hasMessageContaining("figures a second time");
  }

  @Test
  void catchesTheLastBitOfAFigure() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                contract(
                        (study, into) ->
                            into.figure(
                                "", line(runs.getAndIncrement() == 0 ? 1 : Math.nextUp(1.0))))
                    .verify(STUDY))
        .hasMessageContaining("figures a second time");
  }

  @Test
  void takesTwoGapsForTheSame() {
    contract((study, into) -> into.figure("", line(Double.NaN))).verify(STUDY);
  }

  @Test
  void catchesNumbersThatDependOnTheOrderOfWork() {
    assertThatThrownBy(() -> AnalysisContract.of(AnalysisContractTest::runningSum).verify(STUDY))
        .hasMessageContaining("metrics");
  }

  /** Adds up in the order in which work happens to be done. */
  private static Analysis runningSum(Parallel parallel) {
    return new SingleStep(
        (study, into) -> {
          AtomicInteger sum = new AtomicInteger();
          List<Integer> sums = parallel.map(List.of(1, 2, 3, 4), sum::addAndGet);
          into.metric(first("sum", sums.get(0)));
        });
  }

  @Test
  void catchesNumbersThatDependOnThePromptsOrder() {
    contract((study, into) -> into.metric(first("sum", column(study, 1)))).verifyAnyOrder(STUDY, 0);

    assertThatThrownBy(
            () ->
                contract((study, into) -> into.metric(first("weighted", column(study, 2))))
                    .verifyAnyOrder(STUDY, 1e-9))
        .hasMessageContaining("weighted");
  }

  private static double column(Study study, int base) {
    Matrix matrix = study.activations(Component.RESID_POST).layer(0);
    double sum = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      sum += matrix.row(row)[0] * Math.pow(base, row);
    }
    return sum;
  }

  @Test
  void catchesFindingsThatAreNotWellFormed() {
    assertThatThrownBy(
            () -> contract((study, into) -> into.metric(first("L2 norm", 1))).verify(STUDY))
        .hasMessageContaining("name of Metric");
  }

  @Test
  void catchesAnAnalysisWithoutDocumentation() {
    assertThatThrownBy(
            () ->
                AnalysisContract.of(
                        parallel ->
                            new Analysis() {
                              @Override
                              public void analyze(Study study, Findings findings) {}
                            })
                    .verify(STUDY))
        .hasMessageContaining("@Doc");
  }

  @Test
  void expectsTheStudyToBeAccepted() {
    assertThatThrownBy(() -> AnalysisContract.of(parallel -> new Refusing()).verify(STUDY))
        .hasMessageContaining("two is too few");
  }

  @Doc("Accepts nothing.")
  @Citation("none")
  @Example("- {type: refusing}")
  private static final class Refusing implements Analysis {
    @Override
    public void check(StudyDesign design, Problems problems) {
      problems.error("by", "two is too few");
    }

    @Override
    public void analyze(Study study, Findings findings) {}
  }

  private static LineChart line(double y) {
    Line line = new Line("a", new double[] {0}, new double[] {y}, Optional.empty(), Role.DATA);
    return new LineChart("Line", Axis.layers(), Axis.of("y"), List.of(line));
  }
}
