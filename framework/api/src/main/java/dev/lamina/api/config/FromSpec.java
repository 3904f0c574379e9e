package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks a type that reads itself from a spec value, for keys with several forms. The type has a
 * public static method {@code parse(Node)} that returns it or throws {@link InvalidValueException}.
 */
@Retention(RUNTIME)
@Target({ElementType.TYPE})
public @interface FromSpec {
  /** The allowed forms in words, for error messages and documentation. */
  String form();

  /** The JSON Schema of the allowed values, as JSON. */
  String schema();
}
