package dev.lamina.plugins.transformers.source.hub.http;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name, in either case, as Python
 * reads them; without these variables, Java's own.
 */
public final class Proxies extends ProxySelector {

  private final Optional<URI> https;
  private final Optional<URI> http;
  private final List<String> direct;

  private Proxies(Optional<URI> https, Optional<URI> http, List<String> direct) {
    this.https = https;
    this.http = http;
    this.direct = direct;
  }

  /**
   * Reads the variables.
   *
   * @throws HubException if one of them names no proxy that can be used
   */
  public static Proxies of(Environment environment) throws HubException {
    String none = first(environment, "NO_PROXY").map(found -> found[1]).orElse("");
    return new Proxies(
        proxy(environment, "HTTPS_PROXY"),
        proxy(environment, "HTTP_PROXY"),
        Arrays.stream(none.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList());
  }

  private static Optional<URI> proxy(Environment environment, String variable) throws HubException {
    Optional<String[]> found =
        first(environment, variable).or(() -> first(environment, "ALL_PROXY"));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String name = found.get()[0];
    String text = found.get()[1];
    if (text.contains("@")) {
      throw HubException.lasting(
          "the environment variable %s names a proxy with user and password, which Lamina does not send: name one that needs none, or fetch the model with Python (hf download)"
              .formatted(name));
    }
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (Endpoint.isHttp(uri)) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw HubException.lasting(
        "the environment variable %s is %s but must be the address of an HTTP proxy, like http://proxy:3128"
            .formatted(name, Quoted.of(text)));
  }

  /** A variable's name and value; lower case goes first, as everywhere. */
  private static Optional<String[]> first(Environment environment, String variable) {
    List<String[]> found = new ArrayList<>();
    for (String name : List.of(variable.toLowerCase(Locale.ROOT), variable)) {
      environment
          .get(name)
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> found.add(new String[] {name, value}));
    }
    return found.stream().findFirst();
  }

  /** The proxy to an address, for messages. */
  Optional<String> shown(URI uri) {
    return select(uri).stream()
        .filter(proxy -> proxy.address() instanceof InetSocketAddress)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(address -> address.getHostString() + ":" + address.getPort())
        .findFirst();
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (direct.stream().anyMatch(name -> covers(name, uri.getHost()))) {
      return List.of(Proxy.NO_PROXY);
    }
    Optional<URI> proxy = Endpoint.isScheme("https", uri) ? https : http;
    if (proxy.isPresent()) {
      int port = proxy.get().getPort() < 0 ? 80 : proxy.get().getPort();
      InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.get().getHost(), port);
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }
    return Optional.ofNullable(ProxySelector.getDefault())
        .map(system -> system.select(uri))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** {@code *} covers all, {@code example.org} and {@code .example.org} a domain. */
  private static boolean covers(String name, String host) {
    String domain = name.startsWith(".") ? name.substring(1) : name;
    String lower = host.toLowerCase(Locale.ROOT);
    String covered = domain.toLowerCase(Locale.ROOT);
    return name.equals("*") || lower.equals(covered) || lower.endsWith("." + covered);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // whoever asked is told
  }
}
