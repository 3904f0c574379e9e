package dev.lamina.api.config;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The key holds the name of a label of the data set. Lamina checks that the label exists and has no
 * missing values before anything runs.
 *
 * <p>Where the spec does not set the key and the data set lacks the default label: a {@code String}
 * takes the data set's {@linkplain dev.lamina.api.prompt.Prompts#mainLabel() main label} instead;
 * an {@code Optional<String>} is empty. {@code key: null} empties an {@code Optional} with a
 * default.
 */
@Retention(RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface LabelName {}
