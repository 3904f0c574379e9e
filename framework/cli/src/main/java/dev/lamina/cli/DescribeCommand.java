package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.cli.page.ModelPage;
import dev.lamina.cli.text.Paragraphs;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.describe.ComponentDescription;
import dev.lamina.engine.describe.Descriptions;
import dev.lamina.engine.describe.ParameterDescription;
import dev.lamina.engine.describe.ParameterDescription.Presence;
import dev.lamina.engine.plan.InspectedModel;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina describe}: one component, in full. */
@Command(
    name = "describe",
    description = {
      "Explains a component: what it computes, its parameters, an example, its source.",
      "'describe model MODEL' says what a model is: its family, sizes, hook points, where it is from."
    },
    sortOptions = false)
final class DescribeCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(index = "0", paramLabel = "NAME", description = "A component (see: lamina list).")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Behind the word 'model': a name, hf:OWNER/NAME, a folder or a .gguf file.")
  private Optional<String> model = Optional.empty();

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      if (model.isPresent()) {
        return describeModel(engine, model.get());
      }
      Descriptions descriptions = new Descriptions(engine.registry());
      List<ComponentDescription> found = descriptions.named(name);
      if (found.isEmpty() && name.equals("model")) {
        throw new InvalidSpecException(
            Location.COMMAND_LINE,
            "describe model needs a model: a name, hf:OWNER/NAME, a folder or a .gguf file");
      }
      if (found.isEmpty()) {
        throw new InvalidSpecException(Location.COMMAND_LINE, descriptions.unknown(name));
      }
      Paragraphs page = new Paragraphs(lamina.terminal().out());
      found.forEach(component -> print(component, page, lamina.terminal().out()));
      return ExitCode.DONE;
    }
  }

  private int describeModel(Lamina engine, String word) {
    if (!name.equals("model")) {
      throw new InvalidSpecException(
          Location.COMMAND_LINE,
          "describe takes one name, or the word model and a model, but was given %s and %s"
              .formatted(Quoted.of(name), Quoted.of(word)));
    }
    InspectedModel inspected = engine.inspect(word, Map.of());
    inspected.warnings().forEach(warning -> lamina.terminal().err().println(warning));
    new ModelPage(lamina.terminal().out()).print(inspected);
    return ExitCode.DONE;
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
