package dev.lamina.engine.plugin;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The installed components by kind and name. */
public final class Registry {

  private final Map<Kind, SortedMap<String, Registered>> components = new EnumMap<>(Kind.class);
  private final SortedMap<String, NamedModel> namedModels = new TreeMap<>();

  Registry() {
    for (Kind kind : Kind.values()) {
      components.put(kind, new TreeMap<>());
    }
  }

  /** All components of a kind, by name. */
  public Collection<Registered> components(Kind kind) {
    return List.copyOf(of(kind).values());
  }

  /** All short names of models, by name. */
  public Collection<NamedModel> namedModels() {
    return List.copyOf(namedModels.values());
  }

  /** The component of a name. */
  public Optional<Registered> find(Kind kind, String name) {
    return Optional.ofNullable(of(kind).get(name));
  }

  /** The model of a short name. */
  public Optional<NamedModel> findNamedModel(String name) {
    return Optional.ofNullable(namedModels.get(name));
  }

  /** The names of a kind that a spec may use, short names of models too, in order. */
  public List<String> names(Kind kind) {
    SortedMap<String, Object> names = new TreeMap<>(of(kind));
    if (kind == Kind.MODEL) {
      names.putAll(namedModels);
    }
    return List.copyOf(names.keySet());
  }

  /**
   * Says that a name is not known: {@code unknown analysis 'liner-probe'; did you mean
   * 'linear-probe'? (see: lamina list analyses)}.
   */
  public String unknown(Kind kind, String name) {
    String elsewhere =
        components.keySet().stream()
            .filter(other -> of(other).containsKey(name))
            .findFirst()
            .map(other -> "; that is " + other.indefinite())
            .orElse("");
    String near = elsewhere.isEmpty() ? NearNames.hint(name, names(kind)) : elsewhere;
    String known =
        kind.isListed()
            ? "see: lamina list " + kind.plural()
            : "there are: " + String.join(", ", names(kind));
    return "unknown %s %s%s (%s)".formatted(kind.word(), Quoted.of(name), near, known);
  }

  void add(Registered component) {
    of(component.kind()).put(component.name(), component);
  }

  void add(NamedModel model) {
    namedModels.put(model.name(), model);
  }

  private SortedMap<String, Registered> of(Kind kind) {
    return components.computeIfAbsent(kind, key -> new TreeMap<>());
  }
}
