package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads about a hub that cannot be reached, and what to do about it. */
class HubNetworkProblemsTest {

  private static final String INFO = "hub GET /api/models/acme/tiny/revision/main";

  @TempDir private Path cache;
  private TestHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub();
    hub.put("acme/tiny", "main", Repositories.FIRST, Repositories.tiny());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String problem(String source, Object... variables) {
    return Fetched.from(hub, cache, source, variables).problem(hub, cache);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          huggingface                | is 'huggingface' but must be an address like https://huggingface.co
          ftp://example.org          | is 'ftp://example.org' but must be an address like https://huggingface.co
          https://                   | is 'https://' but must be an address like https://huggingface.co
          http://a b                 | is 'http://a b' but must be an address like https://huggingface.co
          https://me:secret@hub.org  | must not hold a user or password: set HF_TOKEN instead
          """)
  void anEndpointThatIsNoAddress(String endpoint, String message) {
    assertThat(problem("hf:acme/tiny", "HF_ENDPOINT", endpoint))
        .isEqualTo("error: the environment variable HF_ENDPOINT " + message);
  }

  @Test
  void aHostThatNobodyKnows() {
    assertThat(problem("hf:acme/tiny", "HF_ENDPOINT", "http://hub.invalid"))
        .isEqualTo(
            "error: http://hub.invalid cannot be reached: its host name is not known; check the"
                + " network and the environment variables HF_ENDPOINT and HTTPS_PROXY");
  }

  @Test
  void aPortWhereNobodyListens() throws IOException {
    String address = "http://127.0.0.1:" + freePort();
    assertThat(problem("hf:acme/tiny", "HF_ENDPOINT", address))
        .isEqualTo(
            "error: "
                + address
                + " cannot be reached: the connection is refused; check the network and the"
                + " environment variables HF_ENDPOINT and HTTPS_PROXY");
  }

  @Test
  void aServerThatSpeaksNoTls() throws IOException {
    try (RawServer server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(problem("hf:acme/tiny", "HF_ENDPOINT", "https://" + server.address()))
          .startsWith("error: there is no secure connection to https://" + server.address() + " (")
          .contains("SSL message")
          .endsWith(
              "): if a proxy or your organisation signs with a certificate of its own, give Java a"
                  + " trust store that has it (JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE)");
    }
  }

  @Test
  void aCertificateThatNobodyKnows() throws Exception {
    try (TlsServer server = new TlsServer(cache, hub.address())) {
      assertThat(problem("hf:acme/tiny", "HF_ENDPOINT", server.address()))
          .startsWith("error: there is no secure connection to " + server.address() + " (")
          .contains("PKIX path building failed")
          .endsWith("(JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE)");
    }
  }

  @Test
  void aServerThatIsSilent() {
    hub.fault(INFO, 100, exchange -> hub.keepSilent());
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", hub.address(), "HF_HUB_CACHE", cache.toString());
    assertThat(Fetched.in(environment, "hf:acme/tiny", Fetched.HASTY).problem(hub, cache))
        .isEqualTo("error: HUB does not answer in 300 ms: try again later");
    assertThat(hub.lines()).hasSize(3);
  }

  @Test
  void addressesThatLeadInACircle() {
    hub.fault(
        INFO,
        100,
        exchange -> TestHub.redirect(exchange, 302, "/api/models/acme/tiny/revision/main"));
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: 'acme/tiny' is sent from address to address, more than 5 times: check"
                + " HF_ENDPOINT, or try again later");
    assertThat(hub.lines()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "http://", "ht tp://x"})
  void addressesThatNobodyFollows(String location) {
    hub.fault(INFO, 100, exchange -> TestHub.redirect(exchange, 302, location + "?key=secret"));
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB sends to '"
                + location
                + "' for 'acme/tiny', which is not followed: check HF_ENDPOINT");
  }

  @Test
  void aProxyThatIsNotThere() throws IOException {
    String proxy = "127.0.0.1:" + freePort();
    assertThat(problem("hf:acme/tiny", "http_proxy", proxy))
        .isEqualTo(
            "error: HUB cannot be reached through the proxy "
                + proxy
                + ": the connection is refused; check the network and the environment variables"
                + " HF_ENDPOINT and HTTPS_PROXY");
  }

  @Test
  void aProxyThatAsksForAPassword() {
    hub.refuse(".*", 407, "Proxy-Authenticate", "Basic realm=\"a\"");
    String proxy = hub.address().replace("http://", "");
    assertThat(
            problem(
                "hf:acme/tiny", "HTTP_PROXY", hub.address(), "HF_ENDPOINT", "http://hub.invalid"))
        .isEqualTo(
            "error: the proxy "
                + proxy
                + " asks for a user and password (HTTP 407), which Lamina does not send: name one that"
                + " needs none in HTTPS_PROXY, or fetch the model with Python (hf download"
                + " acme/tiny)");
  }

  @Test
  void aProxyThatDoesNotConnect() throws IOException {
    try (RawServer proxy = new RawServer("HTTP/1.1 502 Bad Gateway\r\n\r\n")) {
      assertThat(
              problem(
                  "hf:acme/tiny",
                  "HTTPS_PROXY",
                  proxy.address(),
                  "HF_ENDPOINT",
                  "https://hub.invalid"))
          .isEqualTo(
              "error: https://hub.invalid cannot be reached through the proxy "
                  + proxy.address()
                  + " (Tunnel failed, got: 502): check the environment variables HTTPS_PROXY and"
                  + " NO_PROXY");
    }
  }

  @Test
  void proxiesThatCannotBeUsed() {
    assertThat(problem("hf:acme/tiny", "HTTPS_PROXY", "socks5://proxy:1080"))
        .isEqualTo(
            "error: the environment variable HTTPS_PROXY is 'socks5://proxy:1080' but must be the"
                + " address of an HTTP proxy, like http://proxy:3128");
    assertThat(problem("hf:acme/tiny", "https_proxy", "http://me:secret@proxy:3128"))
        .isEqualTo(
            "error: the environment variable https_proxy names a proxy with user and password, which"
                + " Lamina does not send: name one that needs none, or fetch the model with Python (hf"
                + " download)");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
