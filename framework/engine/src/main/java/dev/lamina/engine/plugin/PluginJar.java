package dev.lamina.engine.plugin;

import dev.lamina.api.plugin.Plugin;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * A plugin in a jar of its own, or in a folder with its libraries. Its classes see Lamina's API and
 * their own libraries, and nothing else of Lamina or of other plugins.
 *
 * @param place the jar or the folder
 * @param jars the jars to load
 */
record PluginJar(Path place, List<Path> jars) {

  private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();
  private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");

  /** A jar whose plugins cannot be loaded; the message says why. */
  static final class UnloadableException extends Exception {
    UnloadableException(String message) {
      super(message);
    }
  }

  Location location() {
    return Location.file(place.toString());
  }

  /** The plugins that the jar's service file names. */
  List<Plugin> plugins() throws UnloadableException {
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        zip.size();
      } catch (IOException e) {
        throw new UnloadableException(
            "%s is not a jar that can be read: %s"
                .formatted(
                    Quoted.bare(jar.getFileName()), Quoted.bare(String.valueOf(e.getMessage()))));
      }
    }
    URLClassLoader loader =
        new URLClassLoader(urls(), new ApiClassLoader(Plugin.class.getClassLoader()));
    List<String> names = names(loader);
    if (names.isEmpty()) {
      throw new UnloadableException(
          "this is not a plugin: it has no %s that names one".formatted(SERVICE));
    }
    List<Plugin> plugins = new ArrayList<>();
    for (String name : names) {
      plugins.add(plugin(name, loader));
    }
    return plugins;
  }

  private URL[] urls() throws UnloadableException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UnloadableException("the jar's name cannot be loaded from: " + e.getMessage());
      }
    }
    return urls;
  }

  private static List<String> names(URLClassLoader loader) throws UnloadableException {
    List<String> names = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.findResources(SERVICE))) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw new UnloadableException("its service file cannot be read: " + e.getMessage());
    }
    return names;
  }

  private static Plugin plugin(String name, URLClassLoader loader) throws UnloadableException {
    try {
      Object plugin = Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
      if (plugin instanceof Plugin found) {
        return found;
      }
      throw new UnloadableException(
          "its service file names %s, which is not a Plugin".formatted(Quoted.bare(name)));
    } catch (ClassNotFoundException e) {
      throw new UnloadableException(
          "its service file names %s, a class that it does not have".formatted(Quoted.bare(name)));
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnloadableException(
          "%s cannot be loaded: %s".formatted(Quoted.bare(name), reason(cause)));
    }
  }

  /** Why a class cannot be loaded or used, for the person who put the jar there. */
  static String reason(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof UnsupportedClassVersionError) {
      Matcher version = CLASS_VERSION.matcher(message);
      String needed =
          version.find() ? "Java " + (Integer.parseInt(version.group(1)) - 44) : "newer";
      return "it needs %s and this is Java %d".formatted(needed, Runtime.version().feature());
    }
    if (error instanceof NoClassDefFoundError) {
      return "the class %s is missing; put the jar and its libraries into a folder of their own"
          .formatted(Quoted.bare(message.replace('/', '.')));
    }
    if (error instanceof NoSuchMethodException) {
      return "it has no constructor without parameters";
    }
    if (error instanceof LinkageError) {
      return "it was built for another version of Lamina: " + Quoted.bare(message);
    }
    return Quoted.bare(error);
  }
}
