package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The unit of a number, e.g. {@code prompts} or {@code share}. */
@Retention(RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Unit {
  String value();
}
