package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.describe.ComponentDescription;
import dev.lamina.engine.describe.Descriptions;
import dev.lamina.engine.describe.ParameterDescription;
import dev.lamina.engine.describe.ParameterDescription.Presence;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina describe}: one component, in full. */
@Command(
    name = "describe",
    description = "Explains a component: what it computes, its parameters, an example, its source.",
    sortOptions = false)
final class DescribeCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(index = "0", paramLabel = "NAME", description = "A component (see: lamina list).")
  private String name;

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      Descriptions descriptions = new Descriptions(engine.registry());
      List<ComponentDescription> found = descriptions.named(name);
      if (found.isEmpty()) {
        throw new InvalidSpecException(Location.COMMAND_LINE, descriptions.unknown(name));
      }
      Paragraphs page = new Paragraphs(lamina.terminal().out());
      found.forEach(component -> print(component, page, lamina.terminal().out()));
      return ExitCode.DONE;
    }
  }

  private static void print(ComponentDescription component, Paragraphs page, PrintStream out) {
    out.println(component.name() + " (" + component.kind().word() + ")");
    page.print(0, component.summary());
    if (!component.details().isEmpty()) {
      out.println();
      page.print(0, component.details());
    }
    keys("parameters", component.parameters(), page, out);
    keys("of every " + component.kind().word(), component.common(), page, out);
    if (!component.example().isEmpty()) {
      out.println();
      out.println("example");
      component.example().lines().forEach(line -> out.println("  " + line));
    }
    if (!component.citations().isEmpty()) {
      out.println();
      out.println("source");
      component.citations().forEach(citation -> page.print(2, citation));
    }
    out.println();
    out.println("from " + component.origin());
  }

  private static void keys(
      String title, List<ParameterDescription> keys, Paragraphs page, PrintStream out) {
    if (keys.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    for (ParameterDescription key : keys) {
      out.println("  " + key.name() + "  (" + String.join("; ", facts(key)) + ")");
      if (!key.doc().isEmpty()) {
        page.print(4, key.doc());
      }
      for (ParameterDescription.Option option : key.options()) {
        if (!option.doc().isEmpty()) {
          page.print(4, option.name() + ": " + option.doc());
        }
      }
    }
  }

  private static List<String> facts(ParameterDescription key) {
    List<String> facts = new ArrayList<>();
    facts.add(key.type());
    if (!key.allowed().isEmpty()) {
      facts.add(key.allowed());
    }
    key.unit().ifPresent(unit -> facts.add("in " + unit));
    facts.add(
        key.standard()
            .map(value -> "default " + value)
            .orElse(key.presence() == Presence.REQUIRED ? "required" : "optional"));
    return facts;
  }
}
