package dev.lamina.engine.plugin;

import dev.lamina.api.plugin.Plugin;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.ProblemList;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds plugins on the class path and in a folder of jars. */
public final class PluginLoader {

  private final Registry registry = new Registry();
  private final ProblemList problems;

  private PluginLoader(ProblemList problems) {
    this.problems = problems;
  }

  /**
   * Loads all plugins. What cannot be loaded is reported and left out.
   *
   * @param folder holds plugins beside those on the class path: each a jar, or a folder with a jar
   *     and its libraries
   */
  public static Registry load(Optional<Path> folder, ProblemList problems) {
    PluginLoader loader = new PluginLoader(problems);
    loader.classPath();
    folder.ifPresent(loader::folder);
    return loader.registry;
  }

  /** The components of given plugins alone, without looking for others. */
  public static Registry of(List<Plugin> plugins, ProblemList problems) {
    PluginLoader loader = new PluginLoader(problems);
    plugins.forEach(plugin -> loader.register(plugin, origin(plugin.getClass())));
    return loader.registry;
  }

  private void classPath() {
    Iterator<Plugin> plugins =
        ServiceLoader.load(Plugin.class, Plugin.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!plugins.hasNext()) {
          return;
        }
        Plugin plugin = plugins.next();
        register(plugin, origin(plugin.getClass()));
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.error(
            Location.file("class path"), "a plugin cannot be loaded: " + PluginJar.reason(e));
      }
    }
  }

  private void folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      problems.error(
          Location.COMMAND_LINE, "--plugins %s is not a folder".formatted(Quoted.of(folder)));
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (Files.isDirectory(file)) {
          List<Path> jars = jars(file);
          if (!jars.isEmpty()) {
            plugin(new PluginJar(file, jars));
          }
        } else if (isJar(file)) {
          plugin(new PluginJar(file, List.of(file)));
        }
      }
    } catch (IOException e) {
      problems.error(
          Location.COMMAND_LINE,
          "--plugins %s cannot be read: %s".formatted(Quoted.of(folder), Quoted.bare(e)));
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(PluginLoader::isJar).sorted().toList();
    }
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().endsWith(".jar");
  }

  private void plugin(PluginJar jar) {
    try {
      for (Plugin plugin : jar.plugins()) {
        register(plugin, jar.location());
      }
    } catch (PluginJar.UnloadableException e) {
      problems.error(jar.location(), String.valueOf(e.getMessage()));
    }
  }

  private void register(Plugin plugin, Location origin) {
    try {
      plugin.register(new Registrations(registry, origin, problems));
    } catch (RuntimeException | LinkageError e) {
      problems.error(
          origin,
          "the plugin %s cannot be used: %s"
              .formatted(plugin.getClass().getName(), PluginJar.reason(e)));
    }
  }

  private static Location origin(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Location.file("class path");
    }
    try {
      return Location.file(Path.of(source.getLocation().toURI()).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Location.file(source.getLocation().toString());
    }
  }
}
