package dev.lamina.plugins.transformers.tokens.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A tokenizer's tokens and their ids, the added ones included. */
public final class Vocabulary {

  private final Map<String, Integer> ids;
  private final Set<String> added = new HashSet<>();
  private final int size;
  private int largestAdded = -1;

  /**
   * @param ids of the model's own tokens; copied
   * @param size how many tokens the model has; equal ones count
   */
  public Vocabulary(Map<String, Integer> ids, int size) {
    this.ids = new HashMap<>(ids);
    this.size = size;
  }

  /** The id of a token. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * Adds a token as the library does: one that the model knows keeps its id, another one gets the
   * next id, whatever the file says.
   *
   * @return its id
   */
  public int add(String token) {
    int next = Math.max(size, largestAdded + 1);
    int id = ids.computeIfAbsent(token, absent -> next);
    largestAdded = Math.max(largestAdded, id);
    added.add(token);
    return id;
  }

  /** The largest id of a token that a text has which spells no added token. */
  public OptionalLong largestId() {
    return ids.entrySet().stream()
        .filter(token -> !added.contains(token.getKey()))
        .mapToLong(Map.Entry::getValue)
        .max();
  }

  /** The largest id of all, also of tokens that only a text has which spells them. */
  public long largestOfAll() {
    return ids.values().stream().mapToLong(Integer::longValue).max().orElse(-1);
  }
}
