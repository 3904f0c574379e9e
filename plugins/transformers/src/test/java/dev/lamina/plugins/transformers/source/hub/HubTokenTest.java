package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.testkit.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token goes to the hub and to nobody else. */
class HubTokenTest {

  private static final String SECRET = "hf_VerySecret123";

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

  private List<Optional<String>> seenBy(String server) {
    return hub.requests().stream()
        .filter(request -> request.line().startsWith(server))
        .map(TestHub.Request::authorization)
        .toList();
  }

  @Test
  void theTokenIsSentToTheHubAloneAndNotWhereItSendsTo() {
    Fetched.from(hub, cache, "hf:acme/tiny", "HF_TOKEN", " " + SECRET + "\n").files();

    assertThat(seenBy("hub")).hasSize(9).containsOnly(Optional.of("Bearer " + SECRET));
    assertThat(seenBy("cdn")).hasSize(1).containsOnly(Optional.empty());
  }

  @Test
  void anotherServerDoesNotGetItBackWhenItSendsToTheHub() throws IOException {
    try (TestHub other = new TestHub()) {
      other.fault(
          "hub GET .*",
          1,
          exchange ->
              TestHub.redirect(
                  exchange, 302, hub.address() + "/api/models/acme/tiny/revision/main"));
      Fetched.from(other, cache, "hf:acme/tiny", "HF_TOKEN", SECRET);
    }
    assertThat(seenBy("hub")).containsOnly(Optional.empty());
  }

  @Test
  void anEncryptedHubIsNotLeftForAnAddressWithoutEncryption() throws Exception {
    try (TlsServer secure = new TlsServer(cache, hub.address())) {
      Process process =
          FetchingProcess.start(
              List.of(
                  "-Djavax.net.ssl.trustStore=" + secure.keys(),
                  "-Djavax.net.ssl.trustStorePassword=" + SelfSigned.PASSWORD),
              Map.of(
                  "HF_ENDPOINT", secure.address(),
                  "HF_HUB_CACHE", cache.toString(),
                  "HF_TOKEN", SECRET));
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(said)
          .contains(secure.address() + " sends to '" + hub.address() + "/api/models/acme/tiny")
          .contains("for 'acme/tiny', which is not followed: check HF_ENDPOINT");
      assertThat(hub.lines()).isEmpty();
    }
  }

  @Test
  void theTokenIsFoundWherePythonKeepsIt() throws IOException {
    Path home = Files.createDirectories(cache.resolve("home"));
    Files.writeString(home.resolve("token"), "hf_of_home\n");
    Path elsewhere = Files.writeString(cache.resolve("elsewhere"), "hf_of_path");

    assertThat(sent("HF_HOME", home)).contains("Bearer hf_of_home");
    assertThat(sent("HF_HOME", home, "HF_TOKEN_PATH", elsewhere)).contains("Bearer hf_of_path");
    assertThat(sent("HF_HOME", home, "HUGGING_FACE_HUB_TOKEN", "hf_old")).contains("Bearer hf_old");
    assertThat(sent("HF_HOME", home, "HUGGING_FACE_HUB_TOKEN", "hf_old", "HF_TOKEN", "hf_new"))
        .contains("Bearer hf_new");
    assertThat(sent("HF_HOME", cache.resolve("none"))).isEmpty();
  }

  private Optional<String> sent(Object... variables) {
    hub.requests().clear();
    Fetched.from(hub, "hf:acme/tiny", variables).files();
    return hub.requests().get(0).authorization();
  }

  @Test
  void aTokenThatCannotBeOneIsNotShown() {
    assertThat(Fetched.from(hub, cache, "hf:acme/tiny", "HF_TOKEN", "hf_a\u00e4 b").problems())
        .containsExactly(
            "error: the token of HF_TOKEN holds characters that cannot stand in a token: copy it"
                + " again");
  }

  @Test
  void theTokenStandsInNoLogAndNoMessage() {
    StringBuilder log = new StringBuilder();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            log.append(line.getMessage()).append('\n');
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("dev.lamina");
    Level before = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(listener);
    try {
      hub.refuse("hub GET .*config.json", 500, "X-Error-Message", "token " + SECRET);
      Fetched fetched = Fetched.from(hub, cache, "hf:acme/tiny", "HF_TOKEN", SECRET);
      assertThat(fetched.problems()).hasSize(1).allMatch(line -> !line.contains(SECRET));
      assertThat(log).contains("trying again").doesNotContain(SECRET).doesNotContain("Signature");
    } finally {
      root.removeHandler(listener);
      root.setLevel(before);
    }
  }
}
