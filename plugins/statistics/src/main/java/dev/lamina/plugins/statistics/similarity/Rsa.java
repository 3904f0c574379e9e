package dev.lamina.plugins.statistics.similarity;

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
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Heatmap.Palette;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.Centroids;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Ranks;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which classes of a label are alike, and whether the layers agree in that: the dissimilarities of
 * the classes' centroids at each layer, and Spearman's correlation of those of two layers. Layers
 * and components have the metrics of {@link LayerSimilarities}.
 */
@Doc(
    """
    Which classes of a label, such as relations, are represented alike, and whether layers agree in that \
    (representational similarity analysis). At each layer the dissimilarity of every two classes is the distance of \
    their centroids; two layers are as similar as Spearman's correlation of their dissimilarities, 1 meaning the same \
    order. A layer has next, the similarity to the following one of the run; a component next.lowest, where the \
    classes' geometry changes most, with next.lowest_layer, and first_to_last. next and first_to_last have low and high, \
    the 95% interval of a bootstrap over classes, as in the RSA toolbox: for what other classes of the kind would give; \
    a class is never compared with its own copy, and fewer than 6 classes have none. The tables have all pairs of layers and \
    of classes.""")
@Citation({
  "Kriegeskorte, Mur and Bandettini 2008, Representational similarity analysis, Frontiers in Systems Neuroscience 2:4",
  "Nili et al. 2014, A Toolbox for Representational Similarity Analysis, PLoS Computational Biology 10(4)"
})
@Example("- {type: rsa, by: relation, metric: correlation}")
public final class Rsa implements Analysis {

  /** Of three classes there are three pairs, whose order says little. */
  private static final int LEAST_CLASSES = 4;

  /** Fewer classes, of which a draw has two thirds, have too few pairs for an interval. */
  private static final int LEAST_DRAWN = 6;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label whose classes are compared, four or more") @LabelName @Default("relation")
          String by,
      @Doc("Distance of two centroids") @Default("cosine") Distance metric,
      @Doc("Draws of the bootstrap") @Default("500") @Range(min = 100, max = 100_000) @Unit("draws")
          int resamples) {}

  @Inject
  Rsa(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (LabelRules.severalClasses(design, config.by(), problems)) {
      Groups groups = Groups.of(design, config.by());
      LabelRules.notTooMany(groups, "", problems);
      if (groups.count() < LEAST_CLASSES) {
        problems.error(
            "by",
            "label %s has %d classes in these prompts, but rsa needs at least %d; with fewer use group-comparison"
                .formatted(Quoted.of(config.by()), groups.count(), LEAST_CLASSES));
      }
    }
    if (design.layers().size() < 2) {
      problems.error(
          "layers",
          "rsa needs two layers or more to compare, but there is one, %s; set e.g. layers: all"
              .formatted(design.layers().get(0)));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    List<List<Object>> layerRows = new ArrayList<>();
    List<List<Object>> classRows = new ArrayList<>();
    List<LayerSimilarities> all = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      List<Integer> layers = activations.layers();
      List<double[]> dissimilarities =
          parallel.map(
              layers,
              layer ->
                  config.metric().pairs(Centroids.of(activations.layer(layer), groups).means()));
      for (int i = 0; i < layers.size(); i++) {
        addRows(component, layers.get(i), dissimilarities.get(i), groups, classRows);
      }
      int last = layers.size() - 1;
      findings.figure(
          "classes." + component,
          classes(component, layers.get(last), dissimilarities.get(last), groups));
      if (last > 0) { // embed and ln_final have one layer
        LayerSimilarities found =
            new LayerSimilarities(
                component,
                layers,
                correlations(dissimilarities),
                "RSA",
                intervals(dissimilarities, groups.count()));
        layerRows.addAll(found.record(findings));
        findings.figure(component.id(), found.figure());
        all.add(found);
      }
    }
    findings.table(
        "classes",
        new Table(
            List.of("component", "layer", "first", "second", config.metric().id()), classRows));
    if (!all.isEmpty()) {
      findings.table("", new Table(List.of("component", "layer", "other", "rsa"), layerRows));
      LayerSimilarities changing = LayerSimilarities.changing(all);
      String sentence =
          "Which of the %d classes of %s are alike changes most %s; dissimilarity is %s of centroids (n = %d%s)."
              .formatted(
                  groups.count(),
                  Quoted.bare(groups.label()),
                  changing.change("RSA", "1 is the same order of dissimilarities"),
                  config.metric().title(),
                  study.design().prompts().size(),
                  groups.count() < LEAST_DRAWN ? "" : "; in brackets 95% intervals over classes");
      findings.headline(35, sentence, changing.figure());
    }
  }

  private static double[][] correlations(List<double[]> dissimilarities) {
    List<double[]> ranks = dissimilarities.stream().map(Ranks::of).toList();
    double[][] values = new double[ranks.size()][ranks.size()];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j <= i; j++) {
        values[i][j] = Ranks.correlation(ranks.get(i), ranks.get(j));
        values[j][i] = values[i][j];
      }
    }
    return values;
  }

  private Optional<LayerSimilarities.Intervals> intervals(
      List<double[]> dissimilarities, int classes) {
    if (classes < LEAST_DRAWN) {
      return Optional.empty();
    }
    Bootstrap bootstrap =
        new Bootstrap(classes, config.resamples(), () -> seeds.random("bootstrap"));
    List<double[]> ranks = dissimilarities.stream().map(Ranks::of).toList();
    List<Estimate> next = new ArrayList<>();
    for (int i = 0; i + 1 < ranks.size(); i++) {
      next.add(similarity(ranks.get(i), ranks.get(i + 1), bootstrap, classes));
    }
    double[] last = ranks.get(ranks.size() - 1);
    return Optional.of(
        new LayerSimilarities.Intervals(next, similarity(ranks.get(0), last, bootstrap, classes)));
  }

  private static Estimate similarity(
      double[] first, double[] second, Bootstrap bootstrap, int classes) {
    return bootstrap.of(new DissimilarityCorrelation(first, second)::of, classes);
  }

  private static void addRows(
      Component component,
      int layer,
      double[] dissimilarities,
      Groups groups,
      List<List<Object>> rows) {
    int pair = 0;
    for (int i = 0; i < groups.count(); i++) {
      for (int j = i + 1; j < groups.count(); j++) {
        rows.add(
            List.of(
                component.id(), layer, groups.value(i), groups.value(j), dissimilarities[pair++]));
      }
    }
  }

  /** The dissimilarities of the classes that there is room for. */
  private Figure classes(Component component, int layer, double[] dissimilarities, Groups groups) {
    double[][] all = new double[groups.count()][groups.count()];
    int pair = 0;
    for (int i = 0; i < all.length; i++) {
      all[i][i] = Double.NaN;
      for (int j = i + 1; j < all.length; j++) {
        all[i][j] = dissimilarities[pair++];
        all[j][i] = all[i][j];
      }
    }
    int[] drawn = groups.drawn().stream().mapToInt(i -> i).toArray();
    List<String> names = Arrays.stream(drawn).mapToObj(groups::name).toList();
    double[][] values =
        Arrays.stream(drawn)
            .mapToObj(i -> Arrays.stream(drawn).mapToDouble(j -> all[i][j]).toArray())
            .toArray(double[][]::new);
    String label = Quoted.bare(groups.label());
    return new Heatmap(
            "Dissimilarity at layer %d, %s%s".formatted(layer, component, groups.drawnNote()),
            Axis.of(label),
            Axis.of(label),
            names,
            names,
            List.of(),
            values,
            Axis.of(config.metric().title() + " of centroids"),
            Palette.SEQUENTIAL)
        .numbered(2);
  }
}
