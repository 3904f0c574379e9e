package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Included;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** That a component says what it does and cites, and what each of its keys means. */
final class Documented {

  private Documented() {}

  static void verify(Class<?> type) {
    for (var annotation : List.of(Doc.class, Citation.class, Example.class)) {
      assertThat(type.isAnnotationPresent(annotation))
          .as("@%s of %s", annotation.getSimpleName(), type.getName())
          .isTrue();
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      for (Class<?> parameter : constructor.getParameterTypes()) {
        if (parameter.isRecord()) {
          verifyKeys(parameter);
        }
      }
    }
  }

  private static void verifyKeys(Class<?> config) {
    for (RecordComponent key : config.getRecordComponents()) {
      if (key.isAnnotationPresent(Included.class)) {
        verifyKeys(key.getType());
      } else {
        assertThat(key.isAnnotationPresent(Doc.class))
            .as("@Doc of %s.%s", config.getName(), key.getName())
            .isTrue();
      }
    }
  }
}
