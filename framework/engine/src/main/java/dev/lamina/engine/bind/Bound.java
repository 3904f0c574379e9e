package dev.lamina.engine.bind;

import dev.lamina.api.config.Nested;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.ConfigShape;
import java.util.List;

/**
 * A configuration record that was filled from a spec.
 *
 * @param config the record
 * @param written the mapping that it was filled from
 * @param completed the same with every key: defaults filled in, paths absolute
 * @param labels the labels that it names
 * @param nested the components that it asks for, in the order of the spec
 * @param shape the record's keys
 * @param owner whose configuration it is, for messages
 */
public record Bound<C extends Record>(
    C config,
    Node.Mapping written,
    Node.Mapping completed,
    List<LabelReference> labels,
    List<Nested<?>> nested,
    ConfigShape<C> shape,
    String owner) {

  public Bound {
    labels = List.copyOf(labels);
    nested = List.copyOf(nested);
  }

  /** Where the value of a key stands, or where the mapping begins that lacks it. */
  public Location place(String key) {
    Node.Entry entry = completed.entries().get(key);
    return entry == null ? completed.location() : entry.value().location();
  }
}
