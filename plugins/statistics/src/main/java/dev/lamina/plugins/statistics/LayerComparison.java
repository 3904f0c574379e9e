package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.Histogram.Distribution;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.measure.Contrast;
import dev.lamina.plugins.statistics.measure.Magnitude;
import dev.lamina.plugins.statistics.measure.Moments;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For each layer and class of a label, {@code l2_norm}, the mean over prompts of the L2 norm {@code
 * sqrt(sum of x_i^2)}, and {@code l2_norm.std}, its standard deviation over prompts, divided by n
 * as numpy's default. The figure is a line a class, with a band of one standard deviation for up to
 * four classes; of a component with a single layer, the distributions of the norms.
 */
@Doc(
    """
    L2 norm of the activations over the layers, a line with a band of one standard deviation for each class of a label. \
    l2_norm is the mean over prompts of the vector's Euclidean length, l2_norm.std its standard deviation over \
    prompts (divided by n), in the activations' own unit. Where only one layer is looked at (layers: middle), the \
    figure shows the distributions of the norms instead.""")
@Citation(
    "The notebook's comparison over layers: numpy's mean and std (ddof 0) of np.linalg.norm(x, axis=-1)")
@Example("- {type: layer-comparison, by: is_true, layers: all}")
public final class LayerComparison implements Analysis {

  private static final Axis NORM = Axis.of("L2 norm");

  /** More bands than these cover each other. */
  private static final int MOST_BANDS = 4;

  private final Config config;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label whose classes are compared") @LabelName @Default("is_true") String by) {}

  @Inject
  LayerComparison(Config config, Parallel parallel) {
    this.config = config;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (LabelRules.severalClassesOrNoLabel(design, config.by(), problems)) {
      Groups groups = Groups.of(design, config.by());
      LabelRules.notTooMany(groups, "", problems);
      LabelRules.twoPromptsEach(groups, "a standard deviation", problems);
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    List<List<Object>> rows = new ArrayList<>();
    List<Component> components = study.design().components();
    for (Component component : components) {
      Activations activations = study.activations(component);
      List<Integer> layers = activations.layers();
      List<List<Moments>> norms = parallel.map(layers, layer -> norms(activations, layer, groups));
      for (int i = 0; i < layers.size(); i++) {
        for (int group = 0; group < groups.count(); group++) {
          Moments of = norms.get(i).get(group);
          String name = groups.metricGroup(group);
          findings.metric(Metric.ofLayer(component, layers.get(i), "l2_norm", of.mean()).in(name));
          findings.metric(
              Metric.ofLayer(component, layers.get(i), "l2_norm.std", of.std()).in(name));
          rows.add(List.of(component.id(), layers.get(i), name, of.count(), of.mean(), of.std()));
        }
      }
      Figure figure =
          layers.size() == 1 ? histogram(activations, groups) : lines(activations, norms, groups);
      findings.figure(component.id(), figure);
      if (component == components.get(0)) {
        String sentence =
            groups.unlabelled() ? course(activations, norms) : sentence(activations, norms, groups);
        findings.headline(40, sentence, figure);
      }
    }
    findings.table(
        "",
        new Table(
            List.of("component", "layer", "group", "prompts", "l2_norm", "l2_norm.std"), rows));
  }

  private static List<Moments> norms(Activations activations, int layer, Groups groups) {
    double[] norms = Magnitude.L2_NORM.ofRows(activations.layer(layer));
    return IntStream.range(0, groups.count())
        .mapToObj(group -> Moments.of(norms, groups.members(group)))
        .toList();
  }

  private static Figure lines(Activations of, List<List<Moments>> norms, Groups groups) {
    List<Integer> drawn = groups.drawn();
    boolean banded = drawn.size() <= MOST_BANDS;
    DepthChart chart =
        new DepthChart(
            "L2 norm by layer, " + of.component() + groups.drawnNote(),
            Axis.of(banded ? "mean L2 norm (band: one standard deviation)" : "mean L2 norm"));
    for (int group : drawn) {
      double[] means = norms.stream().mapToDouble(layer -> layer.get(group).mean()).toArray();
      double[] stds = norms.stream().mapToDouble(layer -> layer.get(group).std()).toArray();
      if (banded) {
        chart.band(groups.name(group), of.layers(), means, stds);
      } else {
        chart.line(groups.name(group), of.layers(), means);
      }
    }
    return chart.figure();
  }

  private static Figure histogram(Activations of, Groups groups) {
    int layer = of.layers().get(0);
    double[] norms = Magnitude.L2_NORM.ofRows(of.layer(layer));
    return new Histogram(
        "L2 norm at layer %d, %s%s".formatted(layer, of.component(), groups.drawnNote()),
        NORM,
        groups.drawn().stream()
            .map(
                group ->
                    new Distribution(
                        groups.name(group),
                        Arrays.stream(groups.members(group)).mapToDouble(p -> norms[p]).toArray()))
            .toList());
  }

  private static String sentence(Activations of, List<List<Moments>> norms, Groups groups) {
    List<Contrast> contrasts = norms.stream().map(Contrast::of).toList();
    int widest =
        IntStream.range(0, contrasts.size())
            .boxed()
            .max(Comparator.comparingDouble(i -> contrasts.get(i).effectSize()))
            .orElseThrow();
    int last = norms.size() - 1;
    int layer = of.layers().get(widest);
    String course =
        last == 0
            ? "At layer %d of %s the mean L2 norm is".formatted(layer, of.component())
            : "The mean L2 norm of %s goes from %s at layer %d to %s at layer %d; relative to its spread it differs most at layer %d:"
                .formatted(
                    of.component(),
                    Numbers.plain(overall(norms.get(0))),
                    of.layers().get(0),
                    Numbers.plain(overall(norms.get(last))),
                    of.layers().get(last),
                    layer);
    Contrast contrast = contrasts.get(widest);
    return "%s %s (SD %s) for %s and %s (SD %s) for %s prompts, d = %s, not tested."
        .formatted(
            course,
            Numbers.plain(contrast.norms().first().mean()),
            Numbers.plain(contrast.norms().first().std()),
            groups.name(contrast.most()),
            Numbers.plain(contrast.norms().second().mean()),
            Numbers.plain(contrast.norms().second().std()),
            groups.name(contrast.least()),
            Numbers.plain(contrast.norms().effectSize()));
  }

  /** The norms of prompts without a label. */
  private static String course(Activations of, List<List<Moments>> norms) {
    int last = norms.size() - 1;
    String end = "%s at layer %d".formatted(meanAndSpread(norms.get(last)), of.layers().get(last));
    return last == 0
        ? "The mean L2 norm of the prompts in %s is %s.".formatted(of.component(), end)
        : "The mean L2 norm of the prompts in %s goes from %s at layer %d to %s."
            .formatted(of.component(), meanAndSpread(norms.get(0)), of.layers().get(0), end);
  }

  private static String meanAndSpread(List<Moments> groups) {
    Moments all = groups.get(0);
    return "%s (SD %s)".formatted(Numbers.plain(all.mean()), Numbers.plain(all.std()));
  }

  private static double overall(List<Moments> groups) {
    return groups.stream().reduce(Moments.NONE, Moments::merge).mean();
  }
}
