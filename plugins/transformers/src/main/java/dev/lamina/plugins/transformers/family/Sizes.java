package dev.lamina.plugins.transformers.family;

/** Width and heads, which every family has and which must fit each other; and bounds of sizes. */
record Sizes(int dModel, int heads) {

  static final int MOST_LAYERS = 10_000;
  static final int MOST_WIDTH = 1 << 20;
  static final int MOST_ROWS = 1 << 27;

  static Sizes read(ConfigFile config, String widthKey, String headsKey) {
    int dModel = config.size(widthKey, MOST_WIDTH);
    int heads = config.size(headsKey, MOST_WIDTH);
    if (dModel > 0 && heads > 0 && dModel % heads != 0) {
      config.error(
          headsKey, "%s %d does not divide %s %d".formatted(headsKey, heads, widthKey, dModel));
    }
    return new Sizes(dModel, heads);
  }
}
