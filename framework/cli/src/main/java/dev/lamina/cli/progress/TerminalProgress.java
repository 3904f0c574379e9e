package dev.lamina.cli.progress;

import dev.lamina.api.service.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars, on a terminal. Several tasks at once are bars below each other. */
public final class TerminalProgress implements Progress {

  private final PrintStream err;

  public TerminalProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public Task begin(String what, String unit, long total) {
    boolean bytes = unit.equals(LineProgress.BYTES);
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .setUnit(bytes ? " MiB" : " " + unit, bytes ? 1 << 20 : 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .clearDisplayOnFinish()
            .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(err))
            .build();
    return new Task() {
      @Override
      public void step(long amount) {
        bar.stepBy(amount);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
