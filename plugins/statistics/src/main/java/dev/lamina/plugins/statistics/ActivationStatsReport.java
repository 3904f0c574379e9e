package dev.lamina.plugins.statistics;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.ComponentStatistics;
import dev.lamina.plugins.statistics.measure.Contrast;
import dev.lamina.plugins.statistics.measure.GroupStatistics;
import dev.lamina.plugins.statistics.measure.MeanDifference;
import dev.lamina.plugins.statistics.measure.Measure;
import dev.lamina.plugins.statistics.measure.Moments;
import dev.lamina.plugins.statistics.measure.NormDifference;
import dev.lamina.plugins.statistics.measure.Statistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the statistics of activations are told and drawn.
 *
 * @param drawn of two groups, for each component the differences at every layer and over all
 */
record ActivationStatsReport(
    List<ComponentStatistics> components, Groups groups, List<List<NormDifference>> drawn) {

  private static final List<Measure> DRAWN =
      List.of(Measure.L2_NORM, Measure.MEAN, Measure.STD, Measure.SPARSITY);

  Figure overview(ComponentStatistics of) {
    return new Panels(
        "Activations by layer, " + of.component() + groups.drawnNote(),
        DRAWN.stream().map(measure -> chart(of, measure.title(), measure)).toList(),
        2);
  }

  /** What a headline shows: how two groups differ in several components, or the norms of one. */
  Figure told() {
    return groups.count() == 2 && components.size() > 1 ? differences() : norms();
  }

  private Figure norms() {
    ComponentStatistics of = components.get(0);
    return chart(of, "L2 norm by layer, " + of.component() + groups.drawnNote(), Measure.L2_NORM);
  }

  /** The difference of two classes, in percent so that components can be compared. */
  Figure differences() {
    DepthChart chart =
        new DepthChart(
            "L2 norm difference by layer",
            Axis.of(
                "%s minus %s (%% of %s), 95%% interval"
                    .formatted(groups.name(0), groups.name(1), groups.name(1))));
    for (int i = 0; i < components.size(); i++) {
      ComponentStatistics of = components.get(i);
      List<Estimate> percent =
          drawn.get(i).subList(0, of.layers().size()).stream()
              .map(NormDifference::percent)
              .toList();
      chart.estimates(of.component().id(), of.layers(), percent);
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
    return IntStream.range(0, components.size())
            .mapToObj(i -> i == 0 ? first(rows) : other(i))
            .collect(Collectors.joining("; "))
        + ".";
  }

  private String first(String rows) {
    ComponentStatistics of = components.get(0);
    String place = "At layer %d of %s".formatted(last(of), of.component());
    Statistics all = lastOf(of).all();
    if (groups.count() == 2) {
      MeanDifference both = lastOf(of).norms();
      return "%s the mean L2 norm is %s for %s and %s for %s %s (SD %s and %s), a difference of %s"
          .formatted(
              place,
              Numbers.plain(both.first().mean()),
              groups.name(0),
              Numbers.plain(both.second().mean()),
              groups.name(1),
              rows,
              Numbers.plain(both.first().std()),
              Numbers.plain(both.second().std()),
              difference(0));
    }
    String overall =
        "%s the mean L2 norm is %s over all %s (SD %s)"
            .formatted(
                place, Numbers.plain(all.norms().mean()), rows, Numbers.plain(all.norms().std()));
    return groups.unlabelled()
        ? overall
        : "%s, by %s from %s".formatted(overall, Quoted.bare(groups.label()), range(of));
  }

  /** The same of another component, in few words. */
  private String other(int component) {
    ComponentStatistics of = components.get(component);
    String place = "at layer %d of %s".formatted(last(of), of.component());
    if (groups.count() == 2) {
      return "%s it is %s".formatted(place, difference(component));
    }
    String mean = Numbers.plain(lastOf(of).all().norms().mean());
    return groups.unlabelled()
        ? "%s it is %s".formatted(place, mean)
        : "%s it is %s, from %s".formatted(place, mean, range(of));
  }

  private static GroupStatistics lastOf(ComponentStatistics of) {
    return of.byLayer().get(of.layers().size() - 1);
  }

  private static int last(ComponentStatistics of) {
    return of.layers().get(of.layers().size() - 1);
  }

  /** {@code +0.5 [+0.2, +0.8] (+3%)}: the difference with its 95% interval, at the last layer. */
  private String difference(int component) {
    ComponentStatistics of = components.get(component);
    int last = of.layers().size() - 1;
    MeanDifference both = of.byLayer().get(last).norms();
    Estimate interval = drawn.get(component).get(last).difference();
    String shown =
        Double.isNaN(interval.low())
            ? ""
            : " [%s, %s]"
                .formatted(Numbers.signed(interval.low()), Numbers.signed(interval.high()));
    return "%s%s (%s%%)"
        .formatted(Numbers.signed(both.difference()), shown, Numbers.signed(both.percent()));
  }

  /** {@code 5.89 (painted_by) to 8.60 (language_of)}, at the last layer. */
  private String range(ComponentStatistics of) {
    List<Moments> norms = lastOf(of).groups().stream().map(Statistics::norms).toList();
    Contrast contrast = Contrast.of(norms);
    return "%s (%s) to %s (%s)"
        .formatted(
            Numbers.plain(contrast.norms().second().mean()),
            groups.name(contrast.least()),
            Numbers.plain(contrast.norms().first().mean()),
            groups.name(contrast.most()));
  }
}
