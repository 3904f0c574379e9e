package dev.lamina.plugins.transformers.config;

/**
 * Width and heads, which every family has and which must fit each other; and bounds of sizes.
 *
 * @param heads attention heads
 * @param kvHeads heads of keys and values
 * @param dHead width of a head
 */
public record Sizes(int dModel, int heads, int kvHeads, int dHead) {

  public static final int MOST_LAYERS = 10_000;
  public static final int MOST_WIDTH = 1 << 20;
  public static final int MOST_ROWS = 1 << 27;
  private static final int MOST_HEADS = 1 << 14;

  /** Reads sizes where heads divide the width and all have keys and values of their own. */
  public static Sizes read(ConfigFile config, String widthKey, String headsKey) {
    int dModel = config.size(widthKey, MOST_WIDTH);
    int heads = config.size(headsKey, MOST_HEADS);
    if (dModel > 0 && heads > 0 && dModel % heads != 0) {
      config.error(
          headsKey, "%s %d does not divide %s %d".formatted(headsKey, heads, widthKey, dModel));
    }
    return new Sizes(dModel, heads, heads, heads == 0 ? 0 : dModel / heads);
  }

  /** Reads sizes by Llama's keys: fewer heads of keys and values, a width of heads of its own. */
  public static Sizes readGrouped(ConfigFile config) {
    return readGrouped(config, 0, 0);
  }

  /**
   * As {@link #readGrouped(ConfigFile)}.
   *
   * @param absentKvHeads heads of keys and values where the file says none; 0 for as many as heads
   * @param absentDHead width of a head where the file says none; 0 for the width by heads
   */
  public static Sizes readGrouped(ConfigFile config, int absentKvHeads, int absentDHead) {
    int dModel = config.size("hidden_size", MOST_WIDTH);
    int heads = config.size("num_attention_heads", MOST_HEADS);
    boolean asManyAsHeads = absentKvHeads == 0 || config.isNull("num_key_value_heads");
    int kvHeads =
        config.size("num_key_value_heads", MOST_HEADS, asManyAsHeads ? heads : absentKvHeads);
    if (heads > 0 && kvHeads > 0 && heads % kvHeads != 0) {
      config.error(
          "num_key_value_heads",
          "num_key_value_heads %d does not divide num_attention_heads %d"
              .formatted(kvHeads, heads));
    }
    if (!config.has("head_dim") && absentDHead == 0) {
      Sizes whole = read(config, "hidden_size", "num_attention_heads");
      return new Sizes(dModel, heads, kvHeads, whole.dHead);
    }
    int dHead = config.size("head_dim", MOST_WIDTH, absentDHead);
    if ((long) heads * dHead > MOST_WIDTH) {
      config.error(
          "head_dim",
          "head_dim %d is too large for num_attention_heads %d: together at most %d"
              .formatted(dHead, heads, MOST_WIDTH));
    }
    return new Sizes(dModel, heads, kvHeads, dHead);
  }
}
