package dev.lamina.cli.progress;

import dev.lamina.api.service.Progress;

/** Says nothing, for {@code --quiet}. */
public final class NoProgress implements Progress {

  private static final Task TASK =
      new Task() {
        @Override
        public void step(long amount) {}

        @Override
        public void close() {}
      };

  @Override
  public Task begin(String what, String unit, long total) {
    return TASK;
  }
}
