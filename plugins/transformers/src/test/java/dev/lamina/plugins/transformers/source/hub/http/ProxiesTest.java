package dev.lamina.plugins.transformers.source.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxiesTest {

  private static final URI HUB = URI.create("https://huggingface.co/api");
  private static final URI MIRROR = URI.create("http://hub.example.org/api");

  private static Proxies of(String... variables) throws HubException {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Proxies.of(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void eachSchemeHasItsProxy() throws HubException {
    Proxies proxies = of("HTTPS_PROXY", "http://secure:3128/", "http_proxy", "plain:8080");

    assertThat(proxies.shown(HUB)).contains("secure:3128");
    assertThat(proxies.shown(MIRROR)).contains("plain:8080");
  }

  @Test
  void oneForAllStandsInForEither() throws HubException {
    assertThat(of("ALL_PROXY", "http://all").shown(HUB)).contains("all:80");
    assertThat(of("ALL_PROXY", "http://all", "https_proxy", "http://own:1").shown(HUB))
        .contains("own:1");
  }

  @Test
  void lowerCaseGoesFirst() throws HubException {
    assertThat(of("https_proxy", "lower:1", "HTTPS_PROXY", "upper:1").shown(HUB))
        .contains("lower:1");
    assertThat(of("https_proxy", " ", "HTTPS_PROXY", "upper:1").shown(HUB)).contains("upper:1");
  }

  @Test
  void someHostsAreAskedDirectly() throws HubException {
    String proxy = "http://proxy:3128";
    for (String direct :
        new String[] {"huggingface.co", ".Huggingface.co", "a, huggingface.co", "*", "co"}) {
      assertThat(of("HTTPS_PROXY", proxy, "NO_PROXY", direct).shown(HUB)).as(direct).isEmpty();
    }
    for (String other : new String[] {"face.co", "cdn.huggingface.co", "", ","}) {
      assertThat(of("HTTPS_PROXY", proxy, "no_proxy", other).shown(HUB)).as(other).isPresent();
    }
  }
}
