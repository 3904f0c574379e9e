package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import java.util.List;
import java.util.Optional;

/** Looks components up by their type and fills their configurations. */
record ComponentBinder(Registry registry, ProblemList problems) {

  /**
   * A component's mapping, taken apart.
   *
   * @param component absent if something is wrong with it
   * @param common the keys that are not the component's own
   */
  record Parts(Optional<ComponentRef> component, Node.Mapping common) {}

  /** A bare name or a mapping as a mapping; empty if it is neither, which has been reported. */
  Optional<Node.Mapping> mapping(Kind kind, Node node) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String) {
      return Optional.of(Mappings.typed(scalar));
    }
    problems.error(
        node.location(),
        "%s must be a name or a mapping with a type but is %s"
            .formatted(kind.indefinite(), Wording.found(node)));
    return Optional.empty();
  }

  /**
   * Fills a component's configuration.
   *
   * @param common keys that all components of the kind have; those that a component has itself are
   *     its own
   */
  Parts bind(Kind kind, Node.Mapping mapping, List<String> common) {
    Optional<Registered> component = lookUp(kind, mapping);
    List<String> own = component.map(found -> found.config().names()).orElse(List.of());
    List<String> shared = common.stream().filter(key -> !own.contains(key)).toList();
    Node.Mapping keys = Mappings.only(mapping, key -> !key.equals("type") && !shared.contains(key));
    Optional<ComponentRef> ref =
        component.flatMap(
            found ->
                new Binder(problems, new NestedComponents(registry, problems))
                    .bind(found.config(), keys, found.name(), shared)
                    .map(bound -> new ComponentRef(found, bound, mapping)));
    return new Parts(ref, Mappings.only(mapping, shared::contains));
  }

  private Optional<Registered> lookUp(Kind kind, Node.Mapping mapping) {
    Node.Entry type = mapping.entries().get("type");
    if (type == null) {
      problems.error(
          mapping.location(),
          "missing key 'type' in %s%s%s (see: lamina list %s)"
              .formatted(
                  kind.indefinite(),
                  kind == Kind.DATASET ? ", or a 'file' that ends in .csv or .jsonl" : "",
                  meant(kind, mapping),
                  kind.plural()));
      return Optional.empty();
    }
    if (!(type.value() instanceof Node.Scalar scalar) || !(scalar.value() instanceof String name)) {
      problems.error(
          type.value().location(),
          "type must be the name of %s but is %s"
              .formatted(kind.indefinite(), Wording.found(type.value())));
      return Optional.empty();
    }
    Optional<Registered> found = registry.find(kind, name);
    if (found.isEmpty() && !problems.hasErrorAt(scalar.location())) {
      problems.error(scalar.location(), registry.unknown(kind, name));
    }
    return found;
  }

  /** {@code - linear-probe: {...}} is a common slip. */
  private String meant(Kind kind, Node.Mapping mapping) {
    return mapping.entries().keySet().stream()
        .filter(key -> registry.find(kind, key).isPresent())
        .findFirst()
        .map(key -> "; write {type: %s, ...}, its keys beside the type".formatted(Quoted.bare(key)))
        .orElse("");
  }
}
