package dev.lamina.engine.run;

import dev.lamina.api.figure.Figure;
import dev.lamina.engine.journal.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the analyses of a run stated, most important first. */
final class Headlines {

  private final List<String> order;
  private final List<Headline> stated = new ArrayList<>();

  /**
   * @param order the analyses' ids in the spec's order, which decides between equals
   */
  Headlines(List<String> order) {
    this.order = order;
  }

  /** One result in a sentence, with its picture. */
  record Headline(String analysis, int importance, String sentence, Figure figure) {

    static Headline of(Event.Headline stated, Figure figure) {
      return new Headline(stated.analysis(), stated.importance(), stated.sentence(), figure);
    }
  }

  synchronized void add(Headline headline) {
    stated.add(headline);
  }

  synchronized List<Headline> ranked() {
    return stated.stream()
        .sorted(
            Comparator.comparingInt((Headline headline) -> -headline.importance())
                .thenComparingInt(headline -> order.indexOf(headline.analysis())))
        .toList();
  }
}
