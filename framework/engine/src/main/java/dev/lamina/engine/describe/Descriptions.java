package dev.lamina.engine.describe;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.experiment.option.CommonKeys;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.NamedModel;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.spec.SpecWriter;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Describes the installed components. */
public final class Descriptions {

  private final Registry registry;

  public Descriptions(Registry registry) {
    this.registry = registry;
  }

  /** All components of a kind, by name; short names of models after the kinds of models. */
  public List<ComponentDescription> all(Kind kind) {
    List<ComponentDescription> all = new ArrayList<>();
    registry.components(kind).forEach(component -> all.add(of(component)));
    if (kind == Kind.MODEL) {
      registry.namedModels().forEach(model -> all.add(of(model)));
    }
    return all;
  }

  /** The components of a name, of any kind; usually one. */
  public List<ComponentDescription> named(String name) {
    List<ComponentDescription> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      registry.find(kind, name).map(this::of).ifPresent(found::add);
    }
    registry.findNamedModel(name).map(this::of).ifPresent(found::add);
    return found;
  }

  /** Says that no component has a name. */
  public String unknown(String name) {
    List<String> names =
        Arrays.stream(Kind.values()).flatMap(kind -> registry.names(kind).stream()).toList();
    return "unknown component %s%s (see: lamina list)"
        .formatted(Quoted.of(name), NearNames.hint(name, names));
  }

  private ComponentDescription of(Registered component) {
    String doc = text(component, Doc.class, Doc::value);
    int end = doc.indexOf(". ");
    return new ComponentDescription(
        component.kind(),
        component.name(),
        end < 0 ? doc : doc.substring(0, end + 1),
        end < 0 ? "" : doc.substring(end + 2),
        annotation(component, Citation.class)
            .map(found -> List.of(found.value()))
            .orElse(List.of()),
        text(component, Example.class, Example::value),
        parameters(component.config().keys()),
        parameters(
            CommonKeys.of(component.kind()).stream()
                .filter(key -> component.config().key(key.name()).isEmpty())
                .toList()),
        component.origin().toString());
  }

  private ComponentDescription of(NamedModel model) {
    List<ComponentDescription> types =
        registry.find(Kind.MODEL, model.type()).map(this::of).stream().toList();
    String settings = SpecWriter.inline(model.settings());
    return new ComponentDescription(
        Kind.MODEL,
        model.name(),
        model.description(),
        "Short for the model %s with %s.".formatted(model.type(), settings),
        types.stream().flatMap(type -> type.citations().stream()).toList(),
        "model: " + model.name(),
        types.stream().flatMap(type -> type.parameters().stream()).toList(),
        types.stream().flatMap(type -> type.common().stream()).toList(),
        model.origin().toString());
  }

  private static List<ParameterDescription> parameters(Collection<ConfigKey> keys) {
    return keys.stream().flatMap(key -> ParameterDescription.of(key, "")).toList();
  }

  private static <A extends Annotation> Optional<A> annotation(
      Registered component, Class<A> type) {
    return Optional.ofNullable(component.type().getAnnotation(type));
  }

  private static <A extends Annotation> String text(
      Registered component, Class<A> type, Function<A, String> value) {
    return annotation(component, type).map(value).orElse("").strip();
  }
}
