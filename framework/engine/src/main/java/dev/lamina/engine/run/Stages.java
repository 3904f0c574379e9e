package dev.lamina.engine.run;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Times the stages of a run and journals them. */
final class Stages {

  private final Journal journal;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Stages(Journal journal) {
    this.journal = journal;
  }

  <T> T time(String stage, Supplier<T> work) {
    journal.append(new Event.StageBegan(stage));
    long begin = System.nanoTime();
    T result = work.get();
    ended(stage, (System.nanoTime() - begin) / 1e9);
    return result;
  }

  void time(String stage, Runnable work) {
    this.<Boolean>time(
        stage,
        () -> {
          work.run();
          return true;
        });
  }

  /** Records a stage that something else timed. */
  void ended(String stage, double took) {
    seconds.merge(stage, took, Double::sum);
    journal.append(new Event.StageEnded(stage, took, Memory.peak().orElse(0)));
  }

  /** Seconds by stage, in order. */
  Map<String, Double> seconds() {
    return seconds;
  }
}
