package dev.lamina.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.problem.InvalidSpecException;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Builds components: one injector for the services that all share, a child of it a component. */
public final class ComponentFactory {

  private final Injector parent;
  private final Map<Class<?>, Object> shared;

  /**
   * Makes a factory.
   *
   * @param shared services by the type that components ask for
   */
  public ComponentFactory(Map<Class<?>, Object> shared) {
    this.shared = Map.copyOf(shared);
    this.parent = Guice.createInjector(Stage.DEVELOPMENT, bindings(this.shared));
  }

  /**
   * Builds a component.
   *
   * @param kind what the component is to the caller
   * @param location where the spec asks for it
   * @param config its configuration record
   * @param own services of this component alone, such as its seeds
   * @throws InvalidSpecException if the constructor refuses the configuration by an {@link
   *     IllegalArgumentException}
   * @throws RunFailedException if it asks for what Lamina does not offer, or fails otherwise
   */
  public <T> T create(
      Class<T> kind,
      Registered component,
      Location location,
      Record config,
      Map<Class<?>, Object> own) {
    Map<Class<?>, Object> instances = new HashMap<>(own);
    instances.put(config.getClass(), config);
    requireOffered(component, instances);
    try {
      Module module = bindings(instances);
      Object built = parent.createChildInjector(module).getInstance(component.type());
      return kind.cast(built);
    } catch (ProvisionException e) {
      throw failed(component, location, e.getCause() == null ? e : e.getCause());
    }
  }

  private static Module bindings(Map<Class<?>, Object> instances) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
        instances.forEach(this::instance);
      }

      private <T> void instance(Class<T> type, Object value) {
        bind(type).toInstance(type.cast(value));
      }
    };
  }

  private void requireOffered(Registered component, Map<Class<?>, Object> own) {
    for (Constructor<?> constructor : component.type().getDeclaredConstructors()) {
      if (constructor.isAnnotationPresent(Inject.class)) {
        Arrays.stream(constructor.getParameterTypes())
            .filter(type -> !own.containsKey(type) && !shared.containsKey(type))
            .findFirst()
            .ifPresent(
                type -> {
                  throw new RunFailedException(
                      "%s asks in its constructor for %s, which Lamina does not offer (it offers %s)"
                          .formatted(component.title(), type.getName(), offered(own)));
                });
      }
    }
  }

  private String offered(Map<Class<?>, Object> own) {
    TreeSet<String> names = new TreeSet<>();
    shared.keySet().forEach(type -> names.add(type.getSimpleName()));
    own.keySet().forEach(type -> names.add(type.getSimpleName()));
    return names.stream().collect(Collectors.joining(", "));
  }

  private static RuntimeException failed(Registered component, Location location, Throwable cause) {
    if (cause instanceof RunFailedException failure) {
      return failure;
    }
    if (cause instanceof IllegalArgumentException refusal) {
      return new InvalidSpecException(
          location, component.title() + " cannot be set up: " + refusal.getMessage());
    }
    return new RunFailedException(
        component.title() + " cannot be set up: " + Quoted.bare(cause), cause);
  }
}
