package dev.lamina.plugins.transformers.family;

import dev.lamina.api.problem.Quoted;

/** Width and heads, which every family has and which must fit each other; and bounds of sizes. */
record Sizes(int dModel, int heads) {

  static final int MOST_LAYERS = 10_000;
  static final int MOST_WIDTH = 1 << 20;
  static final int MOST_ROWS = 1 << 27;

  static Sizes read(ConfigFile config, String widthKey, String headsKey) {
    int dModel = config.size(widthKey, MOST_WIDTH);
    int heads = config.size(headsKey, MOST_WIDTH);
    if (config.has(widthKey) && config.has(headsKey) && dModel % heads != 0) {
      config.error(
          headsKey,
          "%s %s does not divide %s %s"
              .formatted(headsKey, Quoted.bare(heads), widthKey, Quoted.bare(dModel)));
    }
    return new Sizes(dModel, heads);
  }
}
