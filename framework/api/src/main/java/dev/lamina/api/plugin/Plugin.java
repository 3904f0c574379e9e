package dev.lamina.api.plugin;

/**
 * A set of components. Found by {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.lamina.api.plugin.Plugin}.
 */
public interface Plugin {

  /** Names this plugin's components; called once at start, must be cheap. */
  void register(Components components);
}
