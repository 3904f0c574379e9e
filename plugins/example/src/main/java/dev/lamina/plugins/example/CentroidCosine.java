package dev.lamina.plugins.example;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Label;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cosine of the angle between the mean activations of a label's first two classes. */
@Doc("Cosine similarity of the mean activations of two groups of prompts, layer by layer.")
@Example("- {type: centroid-cosine, by: is_true}")
public final class CentroidCosine implements Analysis {

  /** What the spec sets. */
  public record Config(
      @Doc("Label whose first two classes are compared.") @LabelName @Default("is_true")
          String by) {}

  private final Config config;

  @Inject
  CentroidCosine(Config config) {
    this.config = config;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    int classes = design.prompts().label(config.by()).classes().size();
    if (classes < 2) {
      problems.error("by", "needs a label with two classes; this one has " + classes);
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Label label = study.design().prompts().label(config.by());
    List<LineChart.Line> lines = new ArrayList<>();
    for (Component component : study.design().components()) {
      List<Integer> layers = study.activations(component).layers();
      double[] cosines = new double[layers.size()];
      for (int i = 0; i < cosines.length; i++) {
        Matrix layer = study.activations(component).layer(layers.get(i)); // [n_prompts, d_model]
        cosines[i] = cosine(mean(layer, label.members(0)), mean(layer, label.members(1)));
        findings.metric(Metric.ofLayer(component, layers.get(i), "cosine", cosines[i]));
      }
      double[] x = layers.stream().mapToDouble(Integer::doubleValue).toArray();
      lines.add(
          new LineChart.Line(component.id(), x, cosines, Optional.empty(), LineChart.Role.DATA));
    }
    findings.figure(
        "",
        new LineChart("Cosine of class means", Axis.layers(), Axis.of("cosine similarity"), lines));
  }

  private static double[] mean(Matrix layer, int[] rows) {
    double[] mean = new double[layer.columns()];
    for (int row : rows) {
      float[] values = layer.row(row);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[i] / (double) rows.length;
      }
    }
    return mean;
  }

  private static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
