package dev.lamina.engine;

import dev.lamina.api.config.Node;
import dev.lamina.api.model.Reference;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.parity.Parity;
import dev.lamina.engine.parity.ParityPrompt;
import dev.lamina.engine.parity.ParityReport;
import dev.lamina.engine.parity.PromptFile;
import dev.lamina.engine.plan.InspectedModel;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.Arguments;
import dev.lamina.engine.spec.Literals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what a parity check needs: the model, the same in float64, the other implementation. */
record ModelParity(Inspection inspection, Progress progress) {

  private static final String DTYPE = "dtype";
  private static final String EXACT = "float64";

  ParityReport check(ParityRequest request, Consumer<Problem> reports) {
    List<ParityPrompt> prompts = request.prompts().map(PromptFile::read).orElse(List.of());
    Node.Mapping keys =
        with(
            Arguments.mapping(request.settings()),
            "type",
            Literals.text(request.model(), Location.COMMAND_LINE));
    ComponentRef ref = inspection.bind(keys);
    InspectedModel inspected = inspection.inspect(ref);
    inspected.warnings().forEach(reports);
    Optional<Reference> reference = request.against().map(name -> reference(inspected, name));
    return new Parity(
            inspected.model(), inspected.description(), exact(ref, keys), reference, progress)
        .run(prompts);
  }

  private static Reference reference(InspectedModel inspected, String name) {
    List<Reference> references = inspected.model().references();
    List<String> names = references.stream().map(Reference::name).toList();
    String model = inspected.description().name();
    return references.stream()
        .filter(reference -> reference.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    Location.COMMAND_LINE,
                    names.isEmpty()
                        ? "--against %s: no other program reads %s in the form that it has here, so that there is nothing to compare with"
                            .formatted(Quoted.bare(name), model)
                        : "--against %s is not known%s (%s can be compared with: %s)"
                            .formatted(
                                Quoted.of(name),
                                NearNames.hint(name, names),
                                model,
                                String.join(", ", names))));
  }

  /** The same model with {@code dtype: float64}, if it has that key and value. */
  private Parity.Exact exact(ComponentRef ref, Node.Mapping keys) {
    boolean offered =
        ref.config()
            .shape()
            .key(DTYPE)
            .map(ConfigKey::type)
            .filter(
                type -> type instanceof ValueType.Choice choice && choice.names().contains(EXACT))
            .isPresent();
    if (!offered) {
      return new Parity.Exact.None("the model does not offer it");
    }
    Node.Entry chosen = ref.config().completed().entries().get(DTYPE);
    if (chosen != null
        && chosen.value() instanceof Node.Scalar scalar
        && EXACT.equals(scalar.value())) {
      return new Parity.Exact.None("the model computes in it already");
    }
    Node.Mapping other = with(keys, DTYPE, Literals.text(EXACT, Location.COMMAND_LINE));
    return new Parity.Exact.In(inspection.inspect(inspection.bind(other)).model());
  }

  private static Node.Mapping with(Node.Mapping mapping, String key, Node value) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, new Node.Entry(Location.COMMAND_LINE, value));
    return new Node.Mapping(entries, mapping.location());
  }
}
