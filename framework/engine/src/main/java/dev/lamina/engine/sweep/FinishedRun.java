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

/** A child run that came to its end, as comparisons see it. */
final class FinishedRun implements ComparedRun {

  private final SweepPlan.Case planned;
  private final Place place;
  private final List<Found> numbers;
  private final OptionalInt prompts;
  private final Supplier<OpenStudy> captured;

  FinishedRun(SweepPlan.Case planned, Place place, PastRun run, Supplier<OpenStudy> captured) {
    this.planned = planned;
    this.place = place;
    this.numbers = run.rankedMetrics().stream().map(logged -> found(logged.metric())).toList();
    this.prompts =
        run.input().stream().mapToInt(input -> Math.toIntExact(input.rows())).findFirst();
    this.captured = captured;
  }

  private static Found found(Event.MetricFound found) {
    return new Found(
        found.analysis(),
        Component.of(found.component()),
        found.layer().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(found.layer())),
        found.group(),
        found.name(),
        found.number());
  }

  @Override
  public String name() {
    return planned.of().name();
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Map<String, String> choices() {
    return planned.of().choices();
  }

  @Override
  public List<Found> numbers() {
    return numbers;
  }

  @Override
  public OptionalInt layers() {
    return OptionalInt.of(planned.layers());
  }

  @Override
  public OptionalInt prompts() {
    return prompts;
  }

  @Override
  public OpenStudy open() {
    return captured.get();
  }
}
