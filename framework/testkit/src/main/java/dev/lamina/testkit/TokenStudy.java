package dev.lamina.testkit;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A study with {@code positions: all}: a prompt's tokens are the words of its text, which single
 * spaces divide.
 */
public final class TokenStudy implements Study {

  private final StudyDesign design;
  private final ArrayStudy tokens;
  private final long[] offsets;

  private TokenStudy(StudyDesign design, ArrayStudy tokens, long[] offsets) {
    this.design = design;
    this.tokens = tokens;
    this.offsets = offsets;
  }

  /**
   * Makes a study.
   *
   * @param tokens a study whose rows are the words of the prompts, one prompt after the other; its
   *     own prompts do not matter
   */
  public static TokenStudy of(Prompts prompts, ArrayStudy tokens) {
    long[] offsets = new long[prompts.size() + 1];
    for (int row = 0; row < prompts.size(); row++) {
      offsets[row + 1] = offsets[row] + words(prompts.items().get(row).text()).size();
    }
    StudyDesign of = tokens.design();
    StudyDesign design = new StudyDesign(prompts, of.model(), of.components(), of.layers(), "all");
    return new TokenStudy(design, tokens, offsets);
  }

  private static List<Span> words(String text) {
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (String word : text.split(" ", -1)) {
      spans.add(new Span(start, start + word.length()));
      start += word.length() + 1;
    }
    return spans;
  }

  @Override
  public StudyDesign design() {
    return design;
  }

  @Override
  public List<Span> tokens(int prompt) {
    return words(design.prompts().items().get(prompt).text());
  }

  @Override
  public Activations activations(Component component) {
    return new Tokens(tokens.activations(component), offsets);
  }

  private record Tokens(Activations rowsOf, long[] offsets) implements Activations {
    @Override
    public Component component() {
      return rowsOf.component();
    }

    @Override
    public List<Integer> layers() {
      return rowsOf.layers();
    }

    @Override
    public int rows() {
      return rowsOf.rows();
    }

    @Override
    public int width() {
      return rowsOf.width();
    }

    @Override
    public Matrix layer(int layer) {
      return rowsOf.layer(layer);
    }
  }
}
