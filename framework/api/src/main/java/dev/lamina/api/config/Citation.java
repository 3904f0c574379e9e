package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Where the definition of what a component computes comes from: papers and the peers'
 * documentation, shown by {@code lamina describe}.
 */
@Retention(RUNTIME)
@Target({ElementType.TYPE})
public @interface Citation {
  String[] value();
}
