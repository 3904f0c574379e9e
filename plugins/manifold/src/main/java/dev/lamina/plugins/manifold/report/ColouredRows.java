package dev.lamina.plugins.manifold.report;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.manifold.neighbour.Distances;
import dev.lamina.plugins.manifold.separation.Separation;
import dev.lamina.plugins.manifold.separation.Silhouette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The projected rows and the label that colours them.
 *
 * @param rows the prompts that are projected, ascending
 * @param codes for each of them its class
 * @param total how many prompts there are
 */
public record ColouredRows(Label label, int[] rows, int[] codes, int total) {

  /**
   * As many as can still be told apart by eight colours and three markers; more than that are grey.
   */
  private static final int MOST_COLOURS = 20;

  /** Prompts of a class that silhouettes and k-means take at least. */
  public static final int ENOUGH = 20;

  /** All or some of the prompts. */
  public static ColouredRows of(StudyDesign design, String by, int[] rows) {
    Label label = design.prompts().label(by);
    int[] codes = Arrays.stream(rows).map(row -> label.codes()[row]).toArray();
    return new ColouredRows(label, rows, codes, label.codes().length);
  }

  /** Whether the prompts have no label, so that all are of one colour. */
  boolean unlabelled() {
    return label.name().equals(Prompts.UNLABELLED) && classes() == 1;
  }

  /**
   * How far apart the classes are; empty if the prompts have no label.
   *
   * @param points where the rows are, [rows, k]
   * @param measured the rows that the silhouette is taken of, indices into {@link #rows}
   */
  public Optional<Separation> separation(double[][] points, int[] measured) {
    return unlabelled()
        ? Optional.empty()
        : Optional.of(Separation.of(points, codes, classes(), measured));
  }

  /**
   * The silhouette of the classes in the full space; empty if the prompts have no label.
   *
   * @param distances of the measured rows
   * @param measured indices into {@link #rows}
   */
  public Optional<Double> silhouette(Distances distances, int[] measured, Parallel parallel) {
    int[] classesOf = Arrays.stream(measured).map(i -> codes[i]).toArray();
    return unlabelled()
        ? Optional.empty()
        : Optional.of(Silhouette.of(distances, new int[][] {classesOf}, classes(), parallel)[0]);
  }

  /**
   * What to say beside a silhouette of classes that are too small for one; nothing if none is.
   * Clusters of 20 and more are found reliably where they are apart (Dalmaijer, Nord and Astle
   * 2022, Statistical power for cluster analysis, BMC Bioinformatics 23, 205).
   */
  public String fewNote() {
    int least =
        IntStream.range(0, classes())
            .map(code -> members(code).length)
            .filter(count -> count > 0)
            .min()
            .orElse(0);
    return unlabelled() || least >= ENOUGH
        ? ""
        : ", too few to speak of clusters: %d in the smallest class".formatted(least);
  }

  private int classes() {
    return label.classes().size();
  }

  /** The name of the i-th row's class. */
  public String name(int i) {
    return label.classes().get(codes[i]);
  }

  /** {@code true and false}, {@code the 12 classes of relation}. */
  public String classNames() {
    return classes() == 2
        ? Quoted.bare(label.classes().get(0)) + " and " + Quoted.bare(label.classes().get(1))
        : "the " + classes() + " classes of " + Quoted.bare(label.name());
  }

  /** {@code n = 240}, {@code n = 2000 sampled of 5200}. */
  public String count() {
    return rows.length == total
        ? "n = " + total
        : "n = %d sampled of %d".formatted(rows.length, total);
  }

  /**
   * What is drawn in one colour.
   *
   * @param members indices into {@link #rows}
   */
  public record Colour(String name, int[] members, ScatterPlot.Role role) {}

  /**
   * A colour a class; the smallest classes are the rest where there are too many. The name is empty
   * if the prompts have no label.
   */
  public List<Colour> colours() {
    List<Integer> own = new ArrayList<>(IntStream.range(0, classes()).boxed().toList());
    if (classes() > MOST_COLOURS) {
      own.sort(Comparator.comparingInt(code -> -members(code).length));
      own = own.subList(0, MOST_COLOURS).stream().sorted().toList();
    }
    List<Colour> colours = new ArrayList<>();
    for (int code : own) {
      String name = unlabelled() ? "" : Quoted.bare(label.classes().get(code));
      colours.add(new Colour(name, members(code), ScatterPlot.Role.GROUP));
    }
    if (classes() > MOST_COLOURS) {
      List<Integer> drawn = own;
      int[] others =
          IntStream.range(0, codes.length).filter(i -> !drawn.contains(codes[i])).toArray();
      String name = "%d other classes".formatted(classes() - own.size());
      colours.add(new Colour(name, others, ScatterPlot.Role.REST));
    }
    return colours;
  }

  private int[] members(int code) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] == code).toArray();
  }
}
