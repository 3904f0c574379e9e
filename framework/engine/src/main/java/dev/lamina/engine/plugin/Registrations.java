package dev.lamina.engine.plugin;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.config.Node;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.Model;
import dev.lamina.api.plugin.Components;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.UnsupportedConfigException;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Literals;
import jakarta.inject.Inject;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes what one plugin registers, checked so that later steps need not doubt it. */
final class Registrations implements Components {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Of models, which have versions and sizes: {@code llama-3.2-1b}. */
  private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

  /** Keys that Lamina reads itself, by kind. */
  private static final Map<Kind, List<String>> RESERVED =
      Map.of(
          Kind.ANALYSIS, List.of("type", "id", "components", "layers"),
          Kind.COMPARISON, List.of("type", "id"));

  private final Registry registry;
  private final Location origin;
  private final ProblemList problems;

  Registrations(Registry registry, Location origin, ProblemList problems) {
    this.registry = registry;
    this.origin = origin;
    this.problems = problems;
  }

  @Override
  public void dataset(String name, Class<? extends Dataset> type, Class<? extends Record> config) {
    add(Kind.DATASET, name, type, config);
  }

  @Override
  public void model(String name, Class<? extends Model> type, Class<? extends Record> config) {
    add(Kind.MODEL, name, type, config);
  }

  @Override
  public void extractor(
      String name, Class<? extends Extractor> type, Class<? extends Record> config) {
    add(Kind.EXTRACTOR, name, type, config);
  }

  @Override
  public void analysis(
      String name, Class<? extends Analysis> type, Class<? extends Record> config) {
    add(Kind.ANALYSIS, name, type, config);
  }

  @Override
  public void comparison(
      String name, Class<? extends Comparison> type, Class<? extends Record> config) {
    add(Kind.COMPARISON, name, type, config);
  }

  @Override
  public void tracker(String name, Class<? extends Tracker> type, Class<? extends Record> config) {
    add(Kind.TRACKER, name, type, config);
  }

  @Override
  public void renderer(
      String name, Class<? extends FigureRenderer> type, Class<? extends Record> config) {
    add(Kind.RENDERER, name, type, config);
  }

  @Override
  public void dashboard(
      String name, Class<? extends Dashboard> type, Class<? extends Record> config) {
    add(Kind.DASHBOARD, name, type, config);
  }

  @Override
  public void namedModel(
      String name, String description, String type, Map<String, Object> settings) {
    if (isNew(Kind.MODEL, name)) {
      Node.Mapping keys = (Node.Mapping) Literals.of(new TreeMap<>(settings), origin);
      registry.add(new NamedModel(name, description, type, keys, origin));
    }
  }

  private void add(Kind kind, String name, Class<?> type, Class<? extends Record> config) {
    if (!isNew(kind, name) || !isInjectable(kind, name, type)) {
      return;
    }
    try {
      ConfigShape<?> shape = ConfigShape.of(config);
      Binder.checkDefaults(shape);
      List<String> reserved = RESERVED.getOrDefault(kind, List.of("type"));
      Optional<String> taken = shape.names().stream().filter(reserved::contains).findFirst();
      if (taken.isPresent()) {
        error(
            kind,
            name,
            "its configuration has a key '%s', which is Lamina's own".formatted(taken.get()));
        return;
      }
      requireKinds(shape);
      registry.add(new Registered(kind, name, type, shape, origin));
    } catch (UnsupportedConfigException e) {
      error(kind, name, String.valueOf(e.getMessage()));
    }
  }

  private static void requireKinds(ConfigShape<?> shape) throws UnsupportedConfigException {
    for (ConfigKey key : shape.keys()) {
      requireKinds(key.type());
    }
  }

  private static void requireKinds(ValueType type) throws UnsupportedConfigException {
    if (type instanceof ValueType.Nested nested) {
      requireKinds(nested.shape());
    } else if (type instanceof ValueType.ListOf list) {
      requireKinds(list.item());
    } else if (type instanceof ValueType.MapOf map) {
      requireKinds(map.item());
    } else if (type instanceof ValueType.OptionalOf optional) {
      requireKinds(optional.item());
    } else if (type instanceof ValueType.Component component
        && Kind.of(component.type()).isEmpty()) {
      throw new UnsupportedConfigException(
          "%s is not a kind of component that can be nested".formatted(component.type().getName()));
    }
  }

  private boolean isNew(Kind kind, String name) {
    Pattern pattern = kind == Kind.MODEL ? MODEL_NAME : NAME;
    if (!pattern.matcher(name).matches()) {
      error(kind, name, "a name must be lower case words joined by hyphens");
      return false;
    }
    Optional<Location> other = registry.find(kind, name).map(Registered::origin);
    if (kind == Kind.MODEL) {
      other = other.or(() -> registry.findNamedModel(name).map(NamedModel::origin));
    }
    other.ifPresent(
        first ->
            error(
                kind,
                name,
                "there is one of this name in %s too; remove one of them".formatted(first)));
    return other.isEmpty();
  }

  private boolean isInjectable(Kind kind, String name, Class<?> type) {
    long constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
            .count();
    boolean isClass = !Modifier.isAbstract(type.getModifiers());
    if (constructors != 1 || !isClass) {
      error(
          kind,
          name,
          "%s must be a class with one constructor annotated @Inject".formatted(type.getName()));
      return false;
    }
    return true;
  }

  private void error(Kind kind, String name, String message) {
    problems.error(
        origin, "the %s %s cannot be used: %s".formatted(kind.word(), Quoted.of(name), message));
  }
}
