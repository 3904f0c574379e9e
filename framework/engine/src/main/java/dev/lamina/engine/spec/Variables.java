package dev.lamina.engine.spec;

import dev.lamina.engine.spec.Template.MalformedException;
import dev.lamina.engine.spec.yaml.CoreSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment's part in templates. */
record Variables(Map<String, String> environment) {

  /**
   * The variable's value, or its default where it is not set or empty.
   *
   * @throws MalformedException if there is neither
   */
  String value(Template.Variable variable) throws MalformedException {
    String value = environment.get(variable.name());
    if (value != null && !(value.isEmpty() && variable.fallback().isPresent())) {
      return value;
    }
    if (variable.fallback().isEmpty()) {
      throw new MalformedException(
          "the environment variable %s is not set; set it, or give a default: ${env:%s:-...}"
              .formatted(variable.name(), variable.name()));
    }
    return expand(variable.fallback().get());
  }

  /** The text of a template that refers to the environment alone. */
  String expand(Template template) throws MalformedException {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Template.Variable variable) {
        text.append(value(variable));
      } else {
        throw new MalformedException("only ${env:NAME} can be used here, not ${key.path}");
      }
    }
    return text.toString();
  }

  /**
   * What a value from the environment means where it stands alone: a YAML scalar, as long as its
   * text can be got back from it; else text, which keys of numbers read themselves.
   */
  static @Nullable Object typed(String text) {
    if (text.isEmpty()) {
      return text;
    }
    Object value = CoreSchema.resolve(text);
    boolean faithful = value == null || String.valueOf(value).equals(text);
    return faithful ? value : text;
  }
}
