package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The value that a configuration key has when the spec does not set it, as YAML. A key without a
 * default is required, unless its type is {@link java.util.Optional}.
 */
@Retention(RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Default {
  String value();
}
