package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What every analysis keeps, on any study that it accepts: it is documented, it computes the same
 * findings bit for bit each time and on any number of threads, and what it finds is well formed.
 *
 * <pre>{@code
 * RecordedFindings findings =
 *     AnalysisContract.of(parallel -> new LayerDifferences(config, Services.seeds(1), parallel))
 *         .verify(study);
 * }</pre>
 */
public final class AnalysisContract {

  private final Function<Parallel, Analysis> analysis;

  private AnalysisContract(Function<Parallel, Analysis> analysis) {
    this.analysis = analysis;
  }

  /**
   * The contract of an analysis.
   *
   * @param analysis makes a new one that works on these threads, always with the same seeds
   */
  public static AnalysisContract of(Function<Parallel, Analysis> analysis) {
    return new AnalysisContract(analysis);
  }

  /** Holds the analysis to everything but {@link #verifyAnyOrder}, and returns what it found. */
  public RecordedFindings verify(Study study) {
    Documented.verify(analysis.apply(Services.sequential()).getClass());
    verifyAccepted(study);
    RecordedFindings findings = findings(study, Services.sequential());
    assertSame("a second time", findings, findings(study, Services.sequential()));
    assertSame("in parallel", findings, findings(study, Services.parallel()));
    assertSame("with work done last to first", findings, findings(study, backwards()));
    FindingsRules.verify(study, findings);
    return findings;
  }

  /**
   * Holds the analysis to finding the same numbers whatever the order of the prompts, if it says
   * so. The prompts' order decides which class of a text label is the first.
   *
   * @param tolerance how much a metric may differ, relative to its size, at least 1
   */
  public void verifyAnyOrder(Study study, double tolerance) {
    List<Integer> order =
        IntStream.range(0, study.design().prompts().size())
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(20260101));
    Map<Metric, Double> found = values(findings(study, Services.sequential()));
    Map<Metric, Double> shuffled =
        values(findings(new ReorderedStudy(study, order), Services.sequential()));
    assertThat(shuffled.keySet()).as("metrics of reordered prompts").isEqualTo(found.keySet());
    found.forEach(
        (metric, value) ->
            assertThat(shuffled.get(metric))
                .as("%s of prompts in the order %s", metric, order)
                .satisfiesAnyOf(
                    other -> assertThat(other).isEqualTo(value),
                    other ->
                        assertThat(Math.abs(other - value))
                            .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(value)))));
  }

  private void verifyAccepted(Study study) {
    RecordedProblems problems = new RecordedProblems();
    analysis.apply(Services.sequential()).check(study.design(), problems);
    assertThat(problems.errors()).as("problems of the study").isEmpty();
  }

  private RecordedFindings findings(Study study, Parallel parallel) {
    RecordedFindings findings = new RecordedFindings();
    analysis.apply(parallel).analyze(study, findings);
    return findings;
  }

  private static void assertSame(String when, RecordedFindings expected, RecordedFindings actual) {
    assertThat(actual.metrics()).as("metrics %s", when).isEqualTo(expected.metrics());
    assertThat(actual.tables()).as("tables %s", when).isEqualTo(expected.tables());
    assertThat(ByContent.of(actual.figures()))
        .as("figures %s", when)
        .isEqualTo(ByContent.of(expected.figures()));
    assertThat(ByContent.of(actual.headlines()))
        .as("headlines %s", when)
        .isEqualTo(ByContent.of(expected.headlines()));
    assertThat(ByContent.of(actual.tensors()))
        .as("tensors %s", when)
        .isEqualTo(ByContent.of(expected.tensors()));
  }

  /** Values by what they are about; the key's own value is blanked. */
  private static Map<Metric, Double> values(RecordedFindings findings) {
    return findings.metrics().stream()
        .collect(
            Collectors.toMap(
                m -> new Metric(m.component(), m.layer(), m.group(), m.name(), 0), Metric::value));
  }

  /** Does the last item first, as threads might. */
  private static Parallel backwards() {
    return new Parallel() {
      @Override
      public <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        List<R> results = new ArrayList<>();
        for (int i = items.size() - 1; i >= 0; i--) {
          results.add(function.apply(items.get(i)));
        }
        Collections.reverse(results);
        return results;
      }
    };
  }
}
