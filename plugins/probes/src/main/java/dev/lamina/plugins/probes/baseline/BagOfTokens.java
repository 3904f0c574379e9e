package dev.lamina.plugins.probes.baseline;

import dev.lamina.api.prompt.Prompt;
import dev.lamina.plugins.probes.fit.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tokens a text has, whatever their order, and how many: what a probe must be better than to
 * show more than that words of the text predict the label. Tokens are runs of letters and digits,
 * in lower case, and single other characters; only those of two prompts or more can tell anything
 * of a prompt that was not seen.
 */
public final class BagOfTokens {

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
  private static final int MOST_TOKENS = 2000;

  /** Of a matrix, so that it stays below some 130 MB, with its transpose. */
  private static final int MOST_NUMBERS = 16_000_000;

  private BagOfTokens() {}

  /** The tokens of a text, in order. */
  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  /**
   * One row a prompt: the standardized number of tokens, and 1 for each of the most frequent tokens
   * that it has. They are not standardized, which would make rare tokens the largest.
   */
  public static Features of(List<Prompt> prompts) {
    List<Set<String>> bags = new ArrayList<>();
    double[] lengths = new double[prompts.size()];
    for (Prompt prompt : prompts) {
      List<String> tokens = tokens(prompt.text());
      lengths[bags.size()] = tokens.size();
      bags.add(new LinkedHashSet<>(tokens));
    }
    Map<String, Integer> places = places(bags);
    float[][] rows = new float[bags.size()][1 + places.size()];
    standardize(lengths);
    for (int row = 0; row < rows.length; row++) {
      rows[row][0] = (float) lengths[row];
      for (String token : bags.get(row)) {
        Integer place = places.get(token);
        if (place != null) {
          rows[row][place] = 1;
        }
      }
    }
    return Features.unchanged(rows);
  }

  /** Columns of the tokens that are in most prompts; of equally frequent ones the first seen. */
  private static Map<String, Integer> places(List<Set<String>> bags) {
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    bags.forEach(bag -> bag.forEach(token -> frequencies.merge(token, 1, Integer::sum)));
    Map<String, Integer> places = new LinkedHashMap<>();
    frequencies.entrySet().stream()
        .filter(of -> of.getValue() > 1)
        .sorted(Comparator.comparingInt((Map.Entry<String, Integer> of) -> -of.getValue()))
        .limit(Math.min(MOST_TOKENS, MOST_NUMBERS / Math.max(1, bags.size())))
        .forEach(of -> places.put(of.getKey(), 1 + places.size()));
    return places;
  }

  private static void standardize(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    double mean = sum / values.length;
    double deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation > 0 ? (values[i] - mean) / deviation : 0;
    }
  }
}
