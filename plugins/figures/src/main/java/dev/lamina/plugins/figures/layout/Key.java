package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.colour.Style;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a legend explains: a group's name and look. */
public record Key(String name, Style style, Mark mark) {

  /** What a group is drawn as. */
  public enum Mark {
    LINE,
    POINT,
    AREA,
    /** Nothing: the key is text only. */
    NONE
  }

  /** The keys, or none where a single group's name is already told in a title or label. */
  public static List<Key> unlessTold(List<Key> keys, String... texts) {
    boolean told =
        keys.size() == 1
            && (keys.get(0).name().isBlank()
                || Arrays.stream(texts).anyMatch(text -> says(text, keys.get(0).name())));
    return told ? List.of() : List.copyOf(keys);
  }

  private static boolean says(String text, String name) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(text).find();
  }
}
