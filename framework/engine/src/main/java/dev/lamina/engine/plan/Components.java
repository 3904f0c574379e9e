package dev.lamina.engine.plan;

import dev.lamina.api.config.Node;
import dev.lamina.api.service.Nesting;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.experiment.NestedComponents;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
import dev.lamina.engine.wiring.ComponentFactory;
import java.util.List;
import java.util.Map;

/** Builds components by name from their part of a spec. */
public final class Components {

  private final Registry registry;
  private final ComponentFactory factory;

  public Components(Registry registry, ComponentFactory factory) {
    this.registry = registry;
    this.factory = factory;
  }

  /** The installed components. */
  public Registry registry() {
    return registry;
  }

  /** Builds a component whose configuration is bound. */
  public <T> T build(Class<T> kind, Registered component, Bound<?> bound, Seeds seeds) {
    return factory.create(
        kind,
        component,
        bound.written().location(),
        bound.config(),
        Map.of(Seeds.class, seeds, Nesting.class, new NestedBuilder(this, seeds)));
  }

  /**
   * Builds a component that no spec asks for.
   *
   * @throws InvalidSpecException if there is none of that name, or its configuration is wrong
   */
  public <T> T single(Class<T> type, Kind kind, String name, Node.Mapping settings) {
    Registered component =
        registry
            .find(kind, name)
            .orElseThrow(
                () -> new InvalidSpecException(settings.location(), registry.unknown(kind, name)));
    ProblemList problems = new ProblemList();
    Bound<?> bound =
        new Binder(problems, new NestedComponents(registry, problems))
            .bind(component.config(), settings, name, List.of())
            .orElseThrow(() -> new InvalidSpecException(problems.sorted()));
    return build(type, component, bound, new DerivedSeeds(0, name));
  }
}
