package dev.lamina.plugins.datasets.fact;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A statement that an object stands in a relation to a subject, and whether that is so.
 *
 * @param pair the same for a fact and its counterfactual
 */
public record Fact(String subject, String relation, String object, boolean isTrue, String pair) {

  /** The columns of a fact, in order. */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("subject", subject);
    columns.put("relation", relation);
    columns.put("object", object);
    columns.put("is_true", Boolean.toString(isTrue));
    columns.put("pair", pair);
    return columns;
  }
}
