package dev.lamina.cli.text;

import java.io.PrintStream;
import java.util.List;

/** Prints texts broken into lines. */
public record Paragraphs(PrintStream out) {

  private static final int WIDTH = 88;

  /** Prints a text whose own line breaks stay. */
  public void print(int indent, String text) {
    text.lines().forEach(paragraph -> broken(indent, List.of(paragraph.strip().split(" +", -1))));
  }

  private void broken(int indent, List<String> words) {
    String margin = " ".repeat(indent);
    StringBuilder line = new StringBuilder(margin);
    for (String word : words) {
      if (line.length() + word.length() > WIDTH && line.length() > indent) {
        out.println(line.toString().stripTrailing());
        line.setLength(indent);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
