package dev.lamina.engine.select;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Some of a model's layers, counted from 0.
 *
 * @param parts what is selected, together
 */
@FromSpec(
    form =
        "all, last, middle, a layer counted from 0 (from the end: -1), a range such as 2..8,"
            + " a list of these, or {every: 2}",
    schema =
        """
        {"anyOf": [
          {"type": "integer"},
          {"enum": ["all", "last", "middle"]},
          {"type": "string", "pattern": "^-?[0-9]+[.][.]-?[0-9]+$"},
          {"type": "array", "minItems": 1, "items": {"anyOf": [
            {"type": "integer"},
            {"enum": ["all", "last", "middle"]},
            {"type": "string", "pattern": "^-?[0-9]+[.][.]-?[0-9]+$"}]}},
          {"type": "object", "required": ["every"], "additionalProperties": false,
           "properties": {"every": {"type": "integer", "minimum": 1}}}]}\
        """)
public record LayerSelection(List<LayerPart> parts) {

  private static final String ALLOWED =
      "must be all, last, middle, a layer such as 3 or -1, a range such as 2..8, a list of these,"
          + " or {every: 2}";

  public LayerSelection {
    parts = List.copyOf(parts);
  }

  /** Reads a selection from a spec. */
  public static LayerSelection parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
      List<LayerPart> parts = new ArrayList<>();
      for (Node item : sequence.items()) {
        parts.add(part(item));
      }
      return new LayerSelection(parts);
    }
    if (node instanceof Node.Mapping mapping) {
      return new LayerSelection(List.of(every(mapping)));
    }
    return new LayerSelection(List.of(part(node)));
  }

  /** Where the selection was written. */
  public Location location() {
    return parts.get(0).location();
  }

  /**
   * The selected layers, ascending.
   *
   * @param layers how many the model has
   * @throws InvalidValueException if one is selected that the model lacks; the message continues
   *     the key's name
   */
  public List<Integer> resolve(int layers) throws InvalidValueException {
    SortedSet<Integer> selected = new TreeSet<>();
    for (LayerPart part : parts) {
      part.addTo(selected, layers);
    }
    return List.copyOf(selected);
  }

  private static LayerPart part(Node node) throws InvalidValueException {
    Optional<LayerPart> part =
        node instanceof Node.Scalar scalar ? LayerPart.of(scalar) : Optional.empty();
    return part.orElseThrow(
        () ->
            new InvalidValueException(node.location(), ALLOWED + " but is " + Wording.found(node)));
  }

  private static LayerPart every(Node.Mapping mapping) throws InvalidValueException {
    Node.Entry every = mapping.entries().get("every");
    if (every != null
        && mapping.entries().size() == 1
        && every.value() instanceof Node.Scalar scalar
        && scalar.value() instanceof Long step
        && step >= 1) {
      return new LayerPart.Every(step, mapping.location());
    }
    throw new InvalidValueException(
        mapping.location(),
        ALLOWED + " but is another mapping; every is a whole number of at least 1");
  }
}
