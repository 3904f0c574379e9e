package dev.lamina.engine.plugin;

import java.util.List;

/**
 * Lets a plugin in a jar of its own see the JDK, Lamina's API and the libraries that the API is
 * made of, and nothing else of Lamina: it may bring any other library in its own version.
 */
final class ApiClassLoader extends ClassLoader {

  private static final List<String> SHARED =
      List.of("dev.lamina.api.", "jakarta.inject.", "org.jspecify.", "org.slf4j.");

  private final ClassLoader lamina;

  ApiClassLoader(ClassLoader lamina) {
    super(ClassLoader.getPlatformClassLoader());
    this.lamina = lamina;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.stream().noneMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    return lamina.loadClass(name);
  }
}
