package dev.lamina.plugins.mlflow.rest;

import dev.lamina.api.problem.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of an MLflow server, without a trailing slash and without credentials.
 *
 * @param uri http or https, with a host and perhaps a path that the server is mounted at
 */
public record ServerAddress(URI uri) {

  private static final Set<String> LOCAL_STORES =
      Set.of("file", "sqlite", "postgresql", "mysql", "mssql");

  /**
   * Reads an address.
   *
   * @param key where it was written, for the message: {@code uri} or an environment variable
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static ServerAddress parse(String key, String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw wrong(key, "is empty");
    }
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException e) {
      throw wrong(key, "is " + shown(trimmed));
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (isLocalStore(scheme, trimmed)) {
      String store =
          scheme.isEmpty() || isDriveLetter(scheme)
              ? shown(trimmed) + ", which MLflow takes for a folder"
              : "a " + scheme + ": store";
      throw new IllegalArgumentException(
          key
              + " must be the http address of an MLflow server but is "
              + store
              + "; to look at runs on this machine, start a server with: lamina ui");
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw wrong(key, "is " + shown(trimmed));
    }
    if (trimmed.contains("@")) {
      throw new IllegalArgumentException(
          key
              + " must not hold a user or password: set MLFLOW_TRACKING_USERNAME and"
              + " MLFLOW_TRACKING_PASSWORD instead");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
      throw wrong(key, "has no valid host and port: " + shown(trimmed));
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          key + " must be the server's address alone, without ? or #");
    }
    return new ServerAddress(URI.create(trimmed.replaceAll("/+$", "")));
  }

  private static boolean isLocalStore(String scheme, String text) {
    String family = scheme.replaceAll("\\+.*", "");
    return LOCAL_STORES.contains(family)
        || isDriveLetter(scheme)
        || (scheme.isEmpty() && !text.contains("@") && !text.startsWith("//"));
  }

  private static boolean isDriveLetter(String scheme) {
    return scheme.length() == 1;
  }

  private static IllegalArgumentException wrong(String key, String found) {
    return new IllegalArgumentException(
        key + " must be the address of an MLflow server, like http://localhost:5000, but " + found);
  }

  /** The text, unless it may hold a password. */
  private static String shown(String text) {
    return text.contains("@")
        ? "malformed (it is not shown: it may hold a password)"
        : Quoted.of(text);
  }

  /** Whether credentials and data travel encrypted. */
  public boolean encrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /**
   * An address on this server.
   *
   * @param path percent-encoded, with a leading slash
   */
  public URI at(String path) {
    return URI.create(uri + path);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
