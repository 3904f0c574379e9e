package dev.lamina.plugins.transformers.source.hub.http;

import dev.lamina.api.problem.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a hub, without a trailing slash.
 *
 * @param uri http or https, with a host and perhaps a path that the hub is mounted at
 */
public record Endpoint(URI uri) {

  /** The hub that everybody means. */
  public static final String USUAL = "https://huggingface.co";

  /**
   * Reads the value of HF_ENDPOINT.
   *
   * @throws HubException if it is no address
   */
  public static Endpoint parse(String text) throws HubException {
    String trimmed = text.strip().replaceAll("/+$", "");
    if (trimmed.contains("@")) {
      throw wrong("must not hold a user or password: set HF_TOKEN instead");
    }
    try {
      URI uri = new URI(trimmed);
      if (isHttp(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return new Endpoint(uri);
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw wrong("is %s but must be an address like %s".formatted(Quoted.of(text), USUAL));
  }

  private static HubException wrong(String what) {
    return HubException.lasting("the environment variable HF_ENDPOINT " + what);
  }

  static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && (isScheme("http", uri) || isScheme("https", uri))
        && uri.getPort() != 0
        && uri.getPort() <= 65535;
  }

  static boolean isScheme(String scheme, URI uri) {
    return scheme.equalsIgnoreCase(uri.getScheme());
  }

  /**
   * An address on this hub.
   *
   * @param path percent-encoded, with a leading slash
   */
  URI at(String path) {
    return URI.create(uri + path);
  }

  /** Whether an address has this hub's scheme, host and port: who else is there gets no token. */
  boolean owns(URI other) {
    return origin(other).equals(origin(uri));
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
