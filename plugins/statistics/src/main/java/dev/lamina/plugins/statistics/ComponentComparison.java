package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.BarChart.Series;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.measure.ComponentStatistics;
import dev.lamina.plugins.statistics.measure.Contrast;
import dev.lamina.plugins.statistics.measure.Measure;
import dev.lamina.plugins.statistics.measure.MeasuredPlace;
import dev.lamina.plugins.statistics.measure.Moments;
import dev.lamina.plugins.statistics.measure.Statistics;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statistics of {@link ActivationStats}, component beside component: {@code mean, std, l2_norm,
 * sparsity} of all prompts a layer; without layer, over all layers together, {@code mean.overall,
 * std.overall, l2_norm.overall, sparsity.overall}, and the {@code l2_norm.overall} of each class of
 * a label.
 */
@Doc(
    """
    Size and spread of the captured components side by side, over the layers and for each class of a label. \
    mean, std, l2_norm and sparsity as activation-stats defines them, a layer; without layer and with .overall at the \
    end of the name (l2_norm.overall), over all layers together; l2_norm.overall also for each class. \
    Needs two components or more.""")
@Citation("The notebook's three components side by side; definitions as in activation-stats")
@Example("- {type: component-comparison, components: [resid_post, attn_out, mlp_out]}")
public final class ComponentComparison implements Analysis {

  private static final List<Measure> COMPARED =
      List.of(Measure.L2_NORM, Measure.MEAN, Measure.STD, Measure.SPARSITY);

  private final Config config;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label whose classes are compared") @LabelName @Default("is_true") String by,
      @Doc("Entries below this many standard deviations of their layer count as zero")
          @Default("0.1")
          @Range(min = 1e-6, max = 1)
          @Unit("standard deviations")
          double sparsityThreshold) {}

  @Inject
  ComponentComparison(Config config, Parallel parallel) {
    this.config = config;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    List<Component> components = design.components();
    if (components.size() < 2) {
      problems.error(
          "components",
          "component-comparison needs two components or more, but there is one, %s; list others, e.g. components: [resid_post, attn_out, mlp_out]"
              .formatted(components.get(0)));
    }
    if (LabelRules.severalClassesOrNoLabel(design, config.by(), problems)) {
      LabelRules.notTooMany(Groups.of(design, config.by()), "", problems);
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    List<ComponentStatistics> measured =
        ComponentStatistics.measure(study, groups, config.sparsityThreshold(), parallel);
    List<List<Object>> rows = new ArrayList<>();
    for (ComponentStatistics component : measured) {
      record(component, groups, rows, findings);
    }
    Stream<String> columns =
        Stream.concat(Stream.of("component", "layer", "group"), COMPARED.stream().map(Measure::id));
    findings.table("", new Table(columns.toList(), rows));
    Figure bars = bars(measured, groups);
    findings.figure("layers", panels(measured));
    findings.figure("groups", bars);
    findings.headline(35, sentence(measured, groups), bars);
  }

  private static void record(
      ComponentStatistics of, Groups groups, List<List<Object>> rows, Findings findings) {
    List<MeasuredPlace> places = MeasuredPlace.of(of).toList();
    for (MeasuredPlace place : places) {
      Statistics all = place.statistics().all();
      rows.add(row(place, "", all));
      for (Measure measure : COMPARED) {
        findings.metric(place.metric(measure.id(), measure.of(all)));
      }
    }
    MeasuredPlace overLayers = places.get(places.size() - 1);
    for (int group = 0; !groups.unlabelled() && group < groups.count(); group++) {
      Statistics one = overLayers.statistics().groups().get(group);
      String name = groups.metricGroup(group);
      rows.add(row(overLayers, name, one));
      findings.metric(overLayers.metric(Measure.L2_NORM.id(), one.l2Norm()).in(name));
    }
  }

  private static List<Object> row(MeasuredPlace place, String group, Statistics of) {
    return Stream.concat(
            Stream.of(place.component().id(), place.layerCell(), group),
            COMPARED.stream().map(measure -> measure.of(of)))
        .toList();
  }

  private static Figure panels(List<ComponentStatistics> measured) {
    List<Figure> charts = COMPARED.stream().map(measure -> chart(measured, measure)).toList();
    return new Panels("Components by layer", charts, 2);
  }

  private static Figure chart(List<ComponentStatistics> measured, Measure measure) {
    DepthChart chart = new DepthChart(measure.title(), Axis.of(measure.axis()));
    for (ComponentStatistics of : measured) {
      double[] values =
          of.byLayer().stream().mapToDouble(layer -> measure.of(layer.all())).toArray();
      chart.line(of.component().id(), of.layers(), values);
    }
    return chart.figure();
  }

  private static Figure bars(List<ComponentStatistics> measured, Groups groups) {
    return new BarChart(
        "L2 norm over layers by component" + groups.drawnNote(),
        Axis.of("component"),
        Axis.of("mean L2 norm"),
        measured.stream().map(of -> of.component().id()).toList(),
        groups.drawn().stream()
            .map(group -> new Series(groups.name(group), norms(measured, group), Optional.empty()))
            .toList());
  }

  private static double[] norms(List<ComponentStatistics> measured, int group) {
    return measured.stream()
        .mapToDouble(of -> of.overLayers().groups().get(group).l2Norm())
        .toArray();
  }

  private static String sentence(List<ComponentStatistics> measured, Groups groups) {
    String sizes =
        measured.stream()
            .map(of -> of.component() + " " + meanAndSpread(of.overLayers().all().norms()))
            .collect(Collectors.joining(", "));
    if (groups.unlabelled()) {
      return "Over the layers the mean L2 norm of the prompts (SD over prompts and layers) is %s."
          .formatted(sizes);
    }
    Comparator<ComponentStatistics> byContrast =
        Comparator.comparingDouble(of -> contrast(of).percent());
    ComponentStatistics widest = measured.stream().max(byContrast).orElseThrow();
    Contrast contrast = contrast(widest);
    return "Over the layers the mean L2 norm (SD over prompts and layers) is %s; the classes of %s differ most in %s, where %s prompts have %s%% more than %s prompts."
        .formatted(
            sizes,
            Quoted.bare(groups.label()),
            widest.component(),
            groups.name(contrast.most()),
            Numbers.plain(contrast.percent()),
            groups.name(contrast.least()));
  }

  private static String meanAndSpread(Moments norms) {
    return "%s (%s)".formatted(Numbers.plain(norms.mean()), Numbers.plain(norms.std()));
  }

  private static Contrast contrast(ComponentStatistics of) {
    return Contrast.of(of.overLayers().groups().stream().map(Statistics::norms).toList());
  }
}
