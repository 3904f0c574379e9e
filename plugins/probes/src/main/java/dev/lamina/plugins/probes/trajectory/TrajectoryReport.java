package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.score.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What trajectories hand over.
 *
 * @param trajectories one a component
 * @param positions those that prompts have
 * @param shown rows of prompts, shown token by token
 * @param grouping the label whose prompts were held out together
 */
public record TrajectoryReport(
    Study study,
    List<ComponentTrajectory> trajectories,
    List<Position> positions,
    Optional<Classes> classes,
    List<Integer> shown,
    Optional<Label> grouping) {

  /** Held out, but of a direction that no optimum was sought for: below a probe. */
  private static final int WITH_CLASSES = 75;

  private static final int WITHOUT = 30;

  /** Metrics, tables, figures and the sentence. */
  public void write(Findings findings) {
    TrajectoryFigures figures =
        new TrajectoryFigures(study, positions, classes.map(Classes::label));
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> tokens = new ArrayList<>();
    for (ComponentTrajectory of : trajectories) {
      of.layers().forEach(layer -> record(of.component(), layer, rows, findings));
      shown.forEach(row -> record(of, row, figures.tokens(row), tokens));
      draw(of, figures, findings);
    }
    findings.table(
        "",
        new Table(
            List.of("component", "layer", "position", "group", "measure", "mean", "sd", "prompts"),
            rows));
    findings.table(
        "prompts",
        new Table(
            List.of(
                "row",
                "component",
                "layer",
                "index",
                "token",
                "l2_norm",
                "to_last",
                "to_previous",
                "score"),
            tokens));
    headline(figures, findings);
  }

  private void record(
      Component component, LayerTrajectory of, List<List<Object>> rows, Findings findings) {
    for (Position position : positions) {
      for (TokenMeasure measure : TokenMeasure.values()) {
        boolean isOne = measure == TokenMeasure.TO_LAST && position == Position.LAST;
        for (int group = LayerTrajectory.ALL; !isOne && group < groups(); group++) {
          Spread spread = of.spread(measure, position, group);
          boolean isBetween = measure == TokenMeasure.SCORE && group == LayerTrajectory.ALL;
          if (spread.count() > 0 && !isBetween) {
            String name = measure.id() + "." + position.id();
            String in = group == LayerTrajectory.ALL ? "" : label().group(group);
            findings.metric(Metric.ofLayer(component, of.layer(), name, spread.mean()).in(in));
            rows.add(
                List.of(
                    component.id(),
                    of.layer(),
                    position.id(),
                    in,
                    measure.id(),
                    spread.mean(),
                    spread.deviation(),
                    spread.count()));
          }
        }
      }
      if (classes.isPresent()) {
        String difference = "score." + position.id() + ".difference";
        record(component, of.layer(), difference, of.difference(position), findings);
        String auc = "auc." + position.id();
        record(component, of.layer(), auc, of.interval(position), findings);
      }
    }
  }

  private static void record(
      Component component, int layer, String name, Interval of, Findings findings) {
    findings.metric(Metric.ofLayer(component, layer, name, of.mean()));
    findings.metric(Metric.ofLayer(component, layer, name + ".low", of.low()));
    findings.metric(Metric.ofLayer(component, layer, name + ".high", of.high()));
  }

  private int groups() {
    return classes.isPresent() ? 2 : 0;
  }

  private Label label() {
    return classes.orElseThrow().label();
  }

  private static void record(
      ComponentTrajectory of, int row, List<String> texts, List<List<Object>> rows) {
    for (LayerTrajectory layer : of.layers()) {
      for (int token = 0; token < texts.size(); token++) {
        List<Object> cells = new ArrayList<>();
        cells.addAll(List.of(row, of.component().id(), layer.layer(), token, texts.get(token)));
        for (TokenMeasure measure : TokenMeasure.values()) {
          double value = layer.shown(row, measure)[token];
          cells.add(Double.isNaN(value) ? "" : (Object) value);
        }
        rows.add(cells);
      }
    }
  }

  private void draw(ComponentTrajectory of, TrajectoryFigures figures, Findings findings) {
    for (TokenMeasure measure : TokenMeasure.values()) {
      boolean defined =
          of.layers().stream()
              .anyMatch(
                  layer -> layer.spread(measure, Position.LAST, LayerTrajectory.ALL).count() > 0);
      boolean hasOthers = measure != TokenMeasure.TO_LAST || positions.size() > 1;
      if (defined) {
        if (hasOthers) {
          findings.figure(of.component() + "." + measure.id(), figures.curves(of, measure));
        }
        int number = 0;
        for (List<Integer> together : together()) {
          String suffix = number++ == 0 ? "" : "." + number;
          findings.figure(
              "%s.prompts.%s%s".formatted(of.component(), measure.id(), suffix),
              figures.prompts(of, measure, together));
        }
      }
    }
    if (classes.isPresent()) {
      findings.figure(of.component() + ".auc", figures.separation(of));
    }
  }

  /** The prompts that are shown, those of a group in one figure. */
  private List<List<Integer>> together() {
    if (grouping.isEmpty()) {
      return shown.size() <= 2 ? List.of(shown) : shown.stream().map(List::of).toList();
    }
    Map<Integer, List<Integer>> byGroup = new LinkedHashMap<>();
    for (int row : shown) {
      byGroup.computeIfAbsent(grouping.get().codes()[row], group -> new ArrayList<>()).add(row);
    }
    return List.copyOf(byGroup.values());
  }

  private void headline(TrajectoryFigures figures, Findings findings) {
    ComponentTrajectory best = trajectories.get(0);
    if (classes.isEmpty()) {
      LayerTrajectory last = best.layers().get(best.layers().size() - 1);
      findings.headline(
          WITHOUT,
          "At layer %d of %s the last token's vector has a mean L2 norm of %s; %d prompts."
              .formatted(
                  last.layer(),
                  best.component(),
                  number(
                      last.spread(TokenMeasure.L2_NORM, Position.LAST, LayerTrajectory.ALL).mean()),
                  study.design().prompts().size()),
          figures.curves(best, TokenMeasure.L2_NORM));
      return;
    }
    for (ComponentTrajectory of : trajectories) {
      findings.metric(Metric.ofComponent(of.component(), "auc.best", of.best().auc(Position.LAST)));
      findings.metric(Metric.ofComponent(of.component(), "best_layer", of.best().layer()));
      if (of.best().auc(Position.LAST) > best.best().auc(Position.LAST)) {
        best = of;
      }
    }
    findings.headline(WITH_CLASSES, sentence(best), figures.separation(best));
  }

  private String sentence(ComponentTrajectory best) {
    LayerTrajectory at = best.best();
    StringBuilder others = new StringBuilder();
    for (Position position : positions) {
      if (position != Position.LAST) {
        others.append(", at the %s %s".formatted(position.id(), interval(at.interval(position))));
      }
    }
    String grouped = grouping.map(label -> " grouped by " + Quoted.bare(label.name())).orElse("");
    return "The difference of the means of %s and %s at the last token %s layer %d of %s: held-out ROC AUC %s at the last token%s (0.5 is chance; in brackets 95%% intervals; %d folds%s, n = %d)."
        .formatted(
            Quoted.bare(label().classes().get(0)),
            Quoted.bare(label().classes().get(1)),
            at.interval(Position.LAST).low() > 0.5 && at.auc(Position.LAST) > chance()
                ? "separates them best at"
                : "does not separate them, even at",
            at.layer(),
            best.component(),
            interval(at.interval(Position.LAST)),
            others,
            classes.orElseThrow().folds().count(),
            grouped,
            study.design().prompts().size());
  }

  /**
   * What an AUC must be above to be more than chance: one half and two standard errors of that of
   * two samples that do not differ (Mann and Whitney 1947), where each prompt is evidence of its
   * own.
   */
  private double chance() {
    double first = label().members(0).length;
    double second = label().members(1).length;
    return 0.5 + 2 * Math.sqrt((first + second + 1) / (12 * first * second));
  }

  /** {@code 0.73 [0.67, 0.79]}. */
  private static String interval(Interval of) {
    return Double.isNaN(of.mean())
        ? number(of.mean())
        : "%s [%s, %s]".formatted(number(of.mean()), number(of.low()), number(of.high()));
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "undefined"
        : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}
