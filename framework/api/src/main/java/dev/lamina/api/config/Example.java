package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A YAML example of a component in a spec, shown by {@code lamina describe}; tests bind it. */
@Retention(RUNTIME)
@Target({ElementType.TYPE})
public @interface Example {
  String value();
}
