package dev.lamina.engine.sweep;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.model.Component;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Child runs as comparisons see them. */
final class ComparedRuns {

  private ComparedRuns() {}

  static ComparedRun of(
      String name,
      Map<String, String> choices,
      PastRun run,
      int layers,
      Supplier<OpenStudy> captured) {
    List<ComparedRun.Found> numbers =
        run.rankedMetrics().stream().map(logged -> found(logged.metric())).toList();
    OptionalInt prompts =
        run.input().stream().mapToInt(input -> Math.toIntExact(input.rows())).findFirst();
    return new ComparedRun(name, choices, numbers, OptionalInt.of(layers), prompts, captured);
  }

  private static ComparedRun.Found found(Event.MetricFound found) {
    return new ComparedRun.Found(
        found.analysis(),
        Component.of(found.component()),
        found.layer().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(found.layer())),
        found.group(),
        found.name(),
        found.number());
  }
}
