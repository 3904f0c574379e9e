package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
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
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Heatmap.Palette;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.measure.Magnitude;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A heatmap of prompts by layers, a figure and a table a component. Rows are ordered by class, then
 * as in the data set; with more prompts than {@code max_rows}, a row is the mean over a bin of
 * neighbouring prompts of one class.
 */
@Doc(
    """
    Size of every prompt's activation vector at every layer, as a heatmap. \
    Rows are ordered by class of the label, then as in the data set; with more prompts than max_rows a row is the mean \
    of several neighbouring prompts of one class, and the figure says of how many. The table has the drawn values, in \
    the activations' own unit; prompts count from 0 in the data set's order.""")
@Citation("The notebook's heatmap of activation magnitudes: prompts x layers of L2 norms")
@Example("- {type: magnitude-heatmap, metric: max_abs, max_rows: 80}")
public final class MagnitudeHeatmap implements Analysis {

  private static final int MOST_NAMED_ROWS = 40;
  private static final int TEXT_LENGTH = 32;

  private final Config config;
  private final Parallel parallel;

  /** What to draw. */
  public record Config(
      @Doc("Label whose classes order and mark the rows") @LabelName @Default("is_true") String by,
      @Doc("How large a vector is") @Default("l2_norm") Magnitude metric,
      @Doc("Rows at most; above, rows are means of several prompts")
          @Default("60")
          @Range(min = 2, max = 1000)
          @Unit("rows")
          int maxRows) {}

  @Inject
  MagnitudeHeatmap(Config config, Parallel parallel) {
    this.config = config;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (!LabelRules.severalClassesOrNoLabel(design, config.by(), problems)) {
      return;
    }
    Groups groups = Groups.of(design, config.by());
    LabelRules.notTooMany(groups, "", problems);
    int classes = groups.drawn().size();
    if (classes > config.maxRows()) {
      problems.error(
          "max_rows",
          "must be at least %d, a row for each class of %s, but is %d"
              .formatted(classes, Quoted.of(config.by()), config.maxRows()));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    HeatmapRows rows = HeatmapRows.of(groups, config.maxRows());
    List<String> names = names(rows, study.design().prompts().items());
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      List<double[]> byLayer =
          parallel.map(
              activations.layers(),
              layer -> rows.means(config.metric().ofRows(activations.layer(layer))));
      double[][] values = transposed(byLayer, rows.bins().size());
      List<String> columns = activations.layers().stream().map(String::valueOf).toList();
      findings.table(component.id(), table(rows, groups, columns, values));
      findings.figure(
          component.id(),
          new Heatmap(
              title(component, rows, groups),
              Axis.layers(),
              Axis.of(rows.note().isEmpty() ? "prompt" : "prompts"),
              columns,
              names,
              groups.unlabelled() ? List.of() : rows.groups().stream().map(groups::name).toList(),
              values,
              Axis.of(config.metric().title()),
              Palette.SEQUENTIAL));
    }
  }

  private String title(Component component, HeatmapRows rows, Groups groups) {
    String title = "%s, %s%s".formatted(config.metric().title(), component, groups.drawnNote());
    return rows.note().isEmpty() ? title : "%s (%s)".formatted(title, rows.note());
  }

  private static List<String> names(HeatmapRows rows, List<Prompt> prompts) {
    if (!rows.note().isEmpty() || rows.bins().size() > MOST_NAMED_ROWS) {
      return Collections.nCopies(rows.bins().size(), "");
    }
    return rows.bins().stream().map(bin -> cut(prompts.get(bin[0]).text())).toList();
  }

  private static String cut(String text) {
    String cut =
        text.codePointCount(0, text.length()) <= TEXT_LENGTH
            ? text
            : text.substring(0, text.offsetByCodePoints(0, TEXT_LENGTH - 1)) + "…";
    return Quoted.bare(cut);
  }

  private static Table table(
      HeatmapRows rows, Groups groups, List<String> layers, double[][] values) {
    List<List<Object>> cells = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      int[] bin = rows.bins().get(row);
      List<Object> line = new ArrayList<>();
      line.add(groups.metricGroup(rows.groups().get(row)));
      line.add(bin.length);
      line.add(bin[0]);
      line.add(bin[bin.length - 1]);
      for (double value : values[row]) {
        line.add(value);
      }
      cells.add(line);
    }
    Stream<String> columns =
        Stream.concat(
            Stream.of("group", "prompts", "first_prompt", "last_prompt"),
            layers.stream().map(layer -> "layer_" + layer));
    return new Table(columns.toList(), cells);
  }

  private static double[][] transposed(List<double[]> columns, int rows) {
    double[][] values = new double[rows][columns.size()];
    for (int column = 0; column < columns.size(); column++) {
      for (int row = 0; row < rows; row++) {
        values[row][column] = columns.get(column)[row];
      }
    }
    return values;
  }
}
