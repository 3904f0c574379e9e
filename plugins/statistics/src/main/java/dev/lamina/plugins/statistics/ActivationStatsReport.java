package dev.lamina.plugins.statistics;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.ComponentStatistics;
import dev.lamina.plugins.statistics.measure.Contrast;
import dev.lamina.plugins.statistics.measure.GroupStatistics;
import dev.lamina.plugins.statistics.measure.MeanDifference;
import dev.lamina.plugins.statistics.measure.Measure;
import dev.lamina.plugins.statistics.measure.Moments;
import dev.lamina.plugins.statistics.measure.Statistics;
import java.util.List;

/** How the statistics of activations are told and drawn; the first component stands for all. */
record ActivationStatsReport(List<ComponentStatistics> components, Groups groups) {

  private static final List<Measure> DRAWN =
      List.of(Measure.L2_NORM, Measure.MEAN, Measure.STD, Measure.SPARSITY);

  Figure overview(ComponentStatistics of) {
    return new Panels(
        "Activations by layer, " + of.component() + groups.drawnNote(),
        DRAWN.stream().map(measure -> chart(of, measure.title(), measure)).toList(),
        2);
  }

  Figure norms() {
    ComponentStatistics of = components.get(0);
    return chart(of, "L2 norm by layer, " + of.component() + groups.drawnNote(), Measure.L2_NORM);
  }

  /** The difference of two classes, in percent so that components can be compared. */
  Figure differences() {
    DepthChart chart =
        new DepthChart(
            "L2 norm difference by layer",
            Axis.of(
                "%s minus %s (%% of %s)"
                    .formatted(groups.name(0), groups.name(1), groups.name(1))));
    for (ComponentStatistics of : components) {
      double[] percent =
          of.byLayer().stream().mapToDouble(layer -> layer.norms().percent()).toArray();
      chart.line(of.component().id(), of.layers(), percent);
    }
    return chart.figure();
  }

  private Figure chart(ComponentStatistics of, String title, Measure measure) {
    DepthChart chart = new DepthChart(title, Axis.of(measure.axis()));
    for (int group : groups.drawn()) {
      double[] values =
          of.byLayer().stream()
              .mapToDouble(layer -> measure.of(layer.groups().get(group)))
              .toArray();
      chart.line(groups.name(group), of.layers(), values);
    }
    return chart.figure();
  }

  /** The last layer's norms, in a sentence about prompts or tokens. */
  String sentence(String rows) {
    ComponentStatistics of = components.get(0);
    int last = of.layers().size() - 1;
    GroupStatistics statistics = of.byLayer().get(last);
    List<Moments> norms = statistics.groups().stream().map(Statistics::norms).toList();
    String place = "At layer %d of %s".formatted(of.layers().get(last), of.component());
    if (groups.count() == 2) {
      MeanDifference both = statistics.norms();
      return "%s the mean L2 norm is %s for %s and %s for %s %s (SD %s and %s), a difference of %s (%s%%)."
          .formatted(
              place,
              Numbers.plain(both.first().mean()),
              groups.name(0),
              Numbers.plain(both.second().mean()),
              groups.name(1),
              rows,
              Numbers.plain(both.first().std()),
              Numbers.plain(both.second().std()),
              Numbers.signed(both.difference()),
              Numbers.signed(both.percent()));
    }
    Moments all = statistics.all().norms();
    String overall =
        "%s the mean L2 norm is %s over all %s (SD %s)"
            .formatted(place, Numbers.plain(all.mean()), rows, Numbers.plain(all.std()));
    if (groups.unlabelled()) {
      return overall + ".";
    }
    Contrast contrast = Contrast.of(norms);
    return "%s; by %s it is from %s (%s) to %s (%s)."
        .formatted(
            overall,
            Quoted.bare(groups.label()),
            Numbers.plain(contrast.norms().second().mean()),
            groups.name(contrast.least()),
            Numbers.plain(contrast.norms().first().mean()),
            groups.name(contrast.most()));
  }
}
