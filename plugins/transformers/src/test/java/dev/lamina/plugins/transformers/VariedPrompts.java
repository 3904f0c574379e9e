package dev.lamina.plugins.transformers;

import java.util.ArrayList;
import java.util.List;

/** A hundred prompts of all sorts: one token, long, other scripts, odd characters, duplicates. */
final class VariedPrompts {

  private VariedPrompts() {}

  private static final List<String> WRITTEN =
      List.of(
          "Paris",
          "!",
          "a",
          "Is it?",
          "The city of Paris is in France.",
          "The city of Paris is in Spain.",
          "The city of Paris is in France.",
          "Gold has the chemical symbol Au.",
          "Gold has the chemical symbol Ag.",
          "na\u00efve caf\u00e9, cre\u0300me bru\u0302le\u0301e",
          "\u5317\u4eac\u662f\u4e2d\u56fd\u7684\u9996\u90fd",
          "\u6771\u4eac is in \u65e5\u672c",
          "\u041c\u043e\u0441\u043a\u0432\u0430 is in \u0420\u043e\u0441\u0441\u0438\u044f",
          "\u03b1\u03b2\u03b3 + \u03b4 = \u03c9",
          "\u0627\u0644\u0642\u0627\u0647\u0631\u0629 is the capital of Egypt",
          "\ud83d\ude00 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddeb\ud83c\uddf7",
          "tabs\tand\nnewlines\r\nand   spaces  ",
          "UPPER lower MiXeD",
          "3.14159 is about 22/7; 1e-12 is small; -40 \u00b0C = -40 \u00b0F",
          "http://example.org/a?b=c&d=e#f",
          "don't, can't, won't; it's o'clock",
          "supercalifragilisticexpialidocious antidisestablishmentarianism",
          "x".repeat(300),
          "[CLS] [SEP] [MASK] [PAD] [UNK]",
          "\u0130stanbul, Stra\u00dfe, \ufb01sh, \u00bd, \u2122, \u00a0nbsp",
          "\u0000 control \u0007 characters \u001b",
          "The quick brown fox jumps over the lazy dog. ".repeat(20),
          "word ".repeat(300),
          "One, two; three: four. Five? Six! (Seven) [eight] {nine} \"ten\".");

  private static final List<String> PLACES =
      List.of("Rome", "Cairo", "Kyoto", "New York City", "Ouagadougou", "S\u00e3o Paulo");

  private static final List<String> TEMPLATES =
      List.of(
          "%s is a city.",
          "Is %s a city or a country, and on which continent does it lie?",
          "%s",
          "The mayor of %s said on Monday that the bridge over the river would be closed.",
          "It is true that %s is in Italy.",
          "It is false that %s is in Italy.",
          "to be or not to be in %s",
          "%s! %1$s! %1$s!",
          "Yesterday we went by train from Oslo to %s, and it rained all day long.",
          "The people who live in %s speak several languages, among them the one of their parents.",
          "%s 1 2 3 4 5 6 7 8 9 10",
          "In %s.");

  static List<String> hundred() {
    List<String> prompts = new ArrayList<>(WRITTEN);
    for (String template : TEMPLATES) {
      for (String place : PLACES) {
        if (prompts.size() < 100) {
          prompts.add(template.formatted(place));
        }
      }
    }
    return prompts;
  }
}
