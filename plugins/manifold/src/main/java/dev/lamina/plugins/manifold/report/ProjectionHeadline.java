package dev.lamina.plugins.manifold.report;

import dev.lamina.plugins.manifold.separation.Separation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The projection that tells most, in a sentence: that of the highest silhouette. Without a label it
 * is that of the highest share of the variance, or the last where there are no shares.
 *
 * @param projections how many there are to choose from
 */
public record ProjectionHeadline(
    Method method, ColouredRows rows, Projection projection, int projections) {

  /** The silhouette above which clusters are weak rather than none (Kaufman and Rousseeuw 1990). */
  static final double WEAK = 0.25;

  static ProjectionHeadline of(Method method, ColouredRows rows, List<Projection> projections) {
    Projection told =
        rows.unlabelled() ? unlabelled(projections) : highest(projections, Projection::silhouette);
    return new ProjectionHeadline(method, rows, told, projections.size());
  }

  private static Projection unlabelled(List<Projection> projections) {
    return projections.stream().anyMatch(ProjectionHeadline::explains)
        ? highest(
            projections.stream().filter(ProjectionHeadline::explains).toList(),
            ProjectionHeadline::share)
        : projections.get(projections.size() - 1);
  }

  /** The first of the highest. */
  private static Projection highest(List<Projection> of, ToDoubleFunction<Projection> quantity) {
    return of.stream()
        .reduce((a, b) -> quantity.applyAsDouble(b) > quantity.applyAsDouble(a) ? b : a)
        .orElseThrow();
  }

  String sentence() {
    return projection.separation().map(this::ofClasses).orElseGet(this::ofPrompts);
  }

  private String ofClasses(Separation separation) {
    String variance =
        explains(projection)
            ? " (%s of its variance)".formatted(Method.percent(share(projection)))
            : "";
    if (projection.fullSilhouette().isPresent()) {
      return ofMap(separation, projection.fullSilhouette().get());
    }
    return "In %s of %s%s, %s form %s clusters: silhouette %s (0 mixed, 1 apart), centroids %s apart (%s%s)."
        .formatted(
            method.sentence(),
            projection.place(),
            variance,
            rows.classNames(),
            structure(separation.silhouette()),
            twoDecimals(separation.silhouette()),
            new BigDecimal(separation.centroidDistance()).round(new MathContext(3)).toPlainString(),
            counted() + rows.fewNote(),
            among("the highest silhouette"));
  }

  /** Of a picture that keeps neighbourhoods, and neither distances nor the sizes of clusters. */
  private String ofMap(Separation separation, double full) {
    String kept =
        projection
            .faithful()
            .map(of -> " keeps neighbourhoods (%s; 1 is all of them)".formatted(of))
            .orElse(" is drawn");
    return "%s of %s%s; in the full space %s form %s clusters: silhouette %s (0 mixed, 1 apart; in the map %s; %s%s%s)."
        .formatted(
            "T" + method.sentence().substring(1),
            projection.place(),
            kept,
            rows.classNames(),
            structure(full),
            twoDecimals(full),
            twoDecimals(separation.silhouette()),
            rows.count(),
            rows.fewNote(),
            among("the highest silhouette"));
  }

  private String ofPrompts() {
    if (explains(projection)) {
      return "%s of the variance of the prompts at %s is along %s (%s%s)."
          .formatted(
              Method.percent(share(projection)),
              projection.place(),
              method.sentence(),
              counted(),
              among("the highest share"));
    }
    return "In %s of %s, the prompts are drawn without a label to compare them by (%s%s)."
        .formatted(method.sentence(), projection.place(), counted(), among("the last"));
  }

  /** How many prompts, and whether their picture is to be trusted. */
  private String counted() {
    return rows.count() + projection.trust().map(trust -> ", " + trust).orElse("");
  }

  private String among(String place) {
    return projections > 1 ? ", %s of %d projections".formatted(place, projections) : "";
  }

  private static String twoDecimals(double value) {
    double rounded = Math.round(100 * value) / 100.0; // no "-0.00"
    return String.format(Locale.ROOT, "%.2f", rounded == 0 ? 0 : rounded);
  }

  private static boolean explains(Projection of) {
    return of.explained().length > 0 && !Double.isNaN(of.explained()[0]);
  }

  /** The first two dimensions' share of the variance. */
  private static double share(Projection of) {
    return of.explained()[0] + of.explained()[1];
  }

  /** How Kaufman and Rousseeuw 1990 read a silhouette. */
  public static String structure(double silhouette) {
    if (silhouette <= WEAK) {
      return "no substantial";
    }
    return silhouette <= 0.5 ? "weak" : silhouette <= 0.7 ? "reasonable" : "strong";
  }
}
