package dev.lamina.api.model;

import java.util.OptionalInt;

/**
 * A component that a model has, and the shape of what passes there: [tokens, heads, size], or
 * [tokens, size] where there are no heads.
 *
 * @param heads attention heads, or key-value heads ({@code k}, {@code v}); 1 where there are none
 * @param size numbers a token and head; empty for a number a key ({@code pattern}, {@code
 *     attn_scores}), of which there are as many as the sequence has tokens
 */
public record HookPoint(Component component, int heads, OptionalInt size) {

  /** A hook point without heads, [tokens, size]. */
  public static HookPoint of(Component component, int size) {
    return new HookPoint(component, 1, OptionalInt.of(size));
  }

  /** A hook point with heads, [tokens, heads, size]. */
  public static HookPoint perHead(Component component, int heads, int size) {
    return new HookPoint(component, heads, OptionalInt.of(size));
  }

  /** A hook point with a number a head and key, [tokens, heads, keys]. */
  public static HookPoint perKey(Component component, int heads) {
    return new HookPoint(component, heads, OptionalInt.empty());
  }

  /**
   * How many numbers a token has, head after head.
   *
   * @param keys how many keys a head's row has room for
   */
  public int width(int keys) {
    return Math.multiplyExact(heads, size.orElse(keys));
  }

  /** The shape in words: {@code [tokens, 12, 64]}. */
  public String shape() {
    String last = size.isPresent() ? Integer.toString(size.getAsInt()) : "keys";
    return heads == 1 && size.isPresent()
        ? "[tokens, %s]".formatted(last)
        : "[tokens, %d, %s]".formatted(heads, last);
  }
}
