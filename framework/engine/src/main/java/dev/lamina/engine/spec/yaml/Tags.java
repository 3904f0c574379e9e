package dev.lamina.engine.spec.yaml;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The explicit tags of the YAML core schema; no other is accepted. */
final class Tags {

  private static final String CORE = "tag:yaml.org,2002:";

  private Tags() {}

  /**
   * The value of a scalar with a tag: empty if the tag is not one for this text, an empty value for
   * null.
   */
  static Optional<Optional<Object>> resolve(String tag, String text) {
    @Nullable Object plain = CoreSchema.resolve(text);
    boolean fits =
        switch (tag) {
          case "!", CORE + "str" -> true;
          case CORE + "int" -> plain instanceof Long || plain instanceof BigInteger;
          case CORE + "float" -> plain instanceof Number;
          case CORE + "bool" -> plain instanceof Boolean;
          case CORE + "null" -> plain == null;
          default -> false;
        };
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        switch (tag) {
          case "!", CORE + "str" -> Optional.of(text);
          case CORE + "float" -> Optional.ofNullable(plain).map(n -> ((Number) n).doubleValue());
          default -> Optional.ofNullable(plain);
        });
  }

  /** The tag as it is usually written. */
  static String shorthand(String tag) {
    return tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
  }

  /** Whether the tag is the one of a list or of a mapping. */
  static boolean isOf(String tag, boolean list) {
    return tag.equals("!") || tag.equals(CORE + (list ? "seq" : "map"));
  }
}
