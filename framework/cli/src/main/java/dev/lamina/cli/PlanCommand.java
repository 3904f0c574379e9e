package dev.lamina.cli;

import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.cli.text.Amounts;
import dev.lamina.cli.text.Columns;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.plan.CapturePlan;
import dev.lamina.engine.plan.Estimate;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.plan.PlannedAnalysis;
import dev.lamina.engine.plan.PlannedComponent;
import dev.lamina.engine.spec.Origins;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.spec.SpecWriter;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.DistinctPrompts;
import dev.lamina.engine.sweep.SweepPlan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lamina plan}: what a run would do, by the same code, without doing it. */
@Command(
    name = "plan",
    description = "Checks a spec and prints what a run would do; runs nothing.",
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Mixin private SpecArguments arguments;

  @Option(
      names = "--resolved",
      description = "Print the spec with every key, and where each value was written, instead.")
  private boolean resolved;

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      Spec spec = engine.read(arguments.file(), arguments.overrides());
      if (!spec.cases().isEmpty()) {
        SweepPlan sweep = engine.planSweep(spec);
        if (resolved) {
          lamina.terminal().out().print(SpecWriter.write(sweep.resolved()));
        } else {
          print(sweep);
        }
        return ExitCode.DONE;
      }
      Plan plan = engine.plan(spec);
      plan.warnings().forEach(warning -> lamina.terminal().err().println(warning));
      if (resolved) {
        lamina.terminal().out().print(Origins.annotated(plan.resolved(), plan.spec().tree()));
      } else {
        print(plan, lamina.terminal().out());
      }
      return ExitCode.DONE;
    }
  }

  private void print(SweepPlan sweep) {
    sweep.warnings().forEach(warning -> lamina.terminal().err().println(warning));
    PrintStream out = lamina.terminal().out();
    out.println("experiment  " + sweep.name());
    out.printf(Locale.ROOT, "sweep       %,d runs%n", sweep.cases().size());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  CASE", "MODEL", "PROMPTS", "TOKENS", "FORWARD", "MEMORY"));
    for (SweepPlan.Case of : sweep.cases()) {
      Estimate estimate = of.estimate();
      rows.add(
          List.of(
              "  " + of.of().name(),
              of.model(),
              String.format(Locale.ROOT, "%,d", of.prompts()),
              String.format(Locale.ROOT, "%,d", estimate.tokens()),
              estimate.forecast().map(cost -> Amounts.seconds(cost.seconds())).orElse("-"),
              Amounts.bytes(estimate.memoryBytes())));
    }
    Columns.lines(rows).forEach(out::println);
    out.println("            each as if it ran alone; what runs share is computed once");
    sweep.trackers().forEach(tracker -> out.println("publish     to " + tracker.destination()));
  }

  private static void print(Plan plan, PrintStream out) {
    out.println("experiment  " + plan.name());
    out.println("model       " + model(plan.model().description()));
    out.println("data        " + data(plan));
    CapturePlan capture = plan.capture();
    List<ModelInput> missing = capture.missing();
    if (missing.isEmpty()) {
      out.println("activations all stored: no forward pass, the model is not loaded");
    } else {
      out.println("activations " + forward(plan.estimate(), missing.size()));
    }
    for (PlannedComponent component : capture.components()) {
      out.println("  " + component(component, plan));
    }
    out.println("analyses");
    plan.analyses().forEach(analysis -> out.println("  " + analysis(analysis)));
    plan.trackers().forEach(tracker -> out.println("publish     to " + tracker.destination()));
    Estimate estimate = plan.estimate();
    out.printf(
        Locale.ROOT,
        "estimate    %s for the activations, %s of memory, %s of disk%n",
        missing.isEmpty()
            ? "no time"
            : estimate
                .forecast()
                .map(forecast -> "about " + Amounts.seconds(forecast.seconds()))
                .orElse("unknown time"),
        Amounts.bytes(estimate.memoryBytes()),
        Amounts.bytes(estimate.allDiskBytes()));
  }

  private static String forward(Estimate estimate, int prompts) {
    String all =
        String.format(
            Locale.ROOT,
            "one forward pass over %,d tokens of %,d prompts",
            estimate.tokens(),
            prompts);
    return estimate
        .forecast()
        .filter(forecast -> forecast.tokens() < estimate.tokens())
        .map(
            forecast ->
                String.format(
                    Locale.ROOT,
                    "%s; %,d are run, as prompts with a common beginning share it",
                    all,
                    forecast.tokens()))
        .orElse(all);
  }

  private static String model(ModelDescription model) {
    return "%s: %s, %d layers, d_model %d, %s parameters"
        .formatted(
            model.name(),
            model.family(),
            model.layers(),
            model.dModel(),
            Amounts.count(model.parameters()));
  }

  private static String data(Plan plan) {
    String size =
        String.format(Locale.ROOT, "%s: %,d prompts", plan.dataset().name(), plan.prompts().size());
    return plan.prompts()
        .mainLabel()
        .filter(name -> plan.prompts().labels().get(name) != LabelKind.NUMBER)
        .filter(name -> plan.prompts().items().stream().allMatch(p -> p.values().containsKey(name)))
        .map(name -> size + "; " + classes(plan.prompts().label(name)))
        .orElse(size);
  }

  private static String classes(Label label) {
    return label.name()
        + ": "
        + IntStream.range(0, label.classes().size())
            .mapToObj(code -> label.classes().get(code) + " " + label.members(code).length)
            .limit(8)
            .collect(Collectors.joining(", "));
  }

  private static String component(PlannedComponent component, Plan plan) {
    long[] offsets = plan.capture().offsets();
    long rows = offsets[offsets.length - 1];
    return String.format(
        Locale.ROOT,
        "%-10s [%,d, %d, %d] %s, %s, %s",
        component.component(),
        rows,
        component.layers().size(),
        component.width(),
        component.collection().storage().id(),
        Amounts.bytes(component.bytes(rows)),
        stored(component.coverage(), plan.capture().prompts()));
  }

  /** What an earlier run left, counted in the data set's prompts. */
  private static String stored(Coverage coverage, DistinctPrompts prompts) {
    long wholly = 0;
    long cells = 0;
    for (int prompt = 0; prompt < prompts.all(); prompt++) {
      int missing = coverage.missing(prompts.of(prompt)).cardinality();
      wholly += missing == 0 ? 1 : 0;
      cells += coverage.layers().size() - missing;
    }
    if (cells == 0) {
      return "to compute";
    }
    if (wholly == prompts.all()) {
      return "stored";
    }
    if (wholly * coverage.layers().size() == cells) {
      return String.format(Locale.ROOT, "%,d of %,d prompts stored", wholly, prompts.all());
    }
    long percent = 100 * cells / ((long) coverage.layers().size() * prompts.all());
    return percent + "% of prompts and layers stored";
  }

  private static String analysis(PlannedAnalysis analysis) {
    List<Integer> layers = analysis.design().layers();
    String where = layers.size() == 1 ? "layer " + layers.get(0) : layers.size() + " layers";
    String name =
        analysis.id().equals(analysis.type())
            ? analysis.id()
            : analysis.id() + " (" + analysis.type() + ")";
    return "%-24s %s of %s"
        .formatted(
            name,
            where,
            analysis.design().components().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }
}
