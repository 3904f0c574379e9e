package dev.lamina.engine.run.folder;

import dev.lamina.api.figure.Figure;
import dev.lamina.engine.journal.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the analyses of a run stated, most important first. */
public final class Headlines {

  private final List<String> order;
  private final List<Headline> stated = new ArrayList<>();

  /**
   * @param order the analyses' ids in the spec's order, which decides between equals
   */
  public Headlines(List<String> order) {
    this.order = order;
  }

  /** One result in a sentence, with its picture. */
  public record Headline(String analysis, int importance, String sentence, Figure figure) {

    public static Headline of(Event.Headline stated, Figure figure) {
      return new Headline(stated.analysis(), stated.importance(), stated.sentence(), figure);
    }
  }

  public synchronized void add(Headline headline) {
    stated.add(headline);
  }

  public synchronized List<Headline> ranked() {
    return stated.stream()
        .sorted(
            Comparator.comparingInt((Headline headline) -> -headline.importance())
                .thenComparingInt(headline -> order.indexOf(headline.analysis())))
        .toList();
  }
}
