package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The component is a record whose keys stand in the spec beside the others, as if they were
 * declared in its place: what several components are configured by in the same way is written once.
 * Without it a record is a mapping of its own.
 */
@Retention(RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Included {}
