package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads about a model that the hub does not give, and what to do about it. */
class HubProblemsTest {

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
  @ValueSource(
      strings = {
        "hf:",
        "hf:/tiny",
        "hf:acme/",
        "hf:a/b/c",
        "hf:acme--tiny",
        "hf:acme/..",
        "hf:a..b/c",
        "hf:acme/tiny.git",
        "hf:-a/b",
        "hf:acme/ti ny",
        "hf:ücme/tiny",
        "hf:@main"
      })
  void aMalformedName(String source) {
    assertThat(problem(source))
        .isEqualTo(
            "error: '"
                + source
                + "' does not name a model of the hub: it must be hf:OWNER/NAME or"
                + " hf:OWNER/NAME@REVISION, as in hf:EleutherAI/pythia-70m@step1000");
    assertThat(hub.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "../../etc", "a..b", "/a", "a/", "a//b", "a b", "a\\b", "x.lock", ".a"})
  void aMalformedRevision(String revision) {
    assertThat(problem("hf:acme/tiny@" + revision))
        .endsWith("' does not name a revision after the @: it must be a branch, a tag or a commit");
    assertThat(hub.lines()).isEmpty();
  }

  @Test
  void aModelThatDoesNotExist() {
    assertThat(problem("hf:acme/none"))
        .isEqualTo(
            "error: HUB has no model 'acme/none' (HTTP 404): check the name, models are found at"
                + " HUB/models");
  }

  @Test
  void aRevisionThatDoesNotExist() {
    assertThat(problem("hf:acme/tiny@v9"))
        .isEqualTo(
            "error: model 'acme/tiny' has no revision 'v9' (HTTP 404): choose a branch, tag or"
                + " commit of those at HUB/acme/tiny/tree/main");
  }

  @Test
  void withoutATokenTheHubHidesWhetherAModelExists() {
    hub.refuse(INFO, 401, "X-Error-Message", "Invalid username or password.");
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB gives model 'acme/tiny' to nobody without a token (HTTP 401): there is no"
                + " such model, or it is private or gated; check the name, or set HF_TOKEN to a"
                + " token from HUB/settings/tokens");
  }

  @Test
  void aTokenThatDoesNotReachTheModel() {
    hub.refuse(INFO, 401, "X-Error-Code", "RepoNotFound");
    assertThat(problem("hf:acme/tiny", "HF_TOKEN", "hf_secret"))
        .isEqualTo(
            "error: HUB does not give model 'acme/tiny' to the token of HF_TOKEN (HTTP 401): there"
                + " is no such model, or the token is not valid or not allowed to see it; check the"
                + " name, or make a new token at HUB/settings/tokens");
  }

  @Test
  void aTokenThatTheHubDoesNotKnow() {
    hub.refuse(INFO, 401, "X-Error-Message", "Invalid credentials in Authorization header");
    assertThat(problem("hf:acme/tiny", "HUGGING_FACE_HUB_TOKEN", "hf_secret"))
        .isEqualTo(
            "error: HUB does not know the token of HUGGING_FACE_HUB_TOKEN (HTTP 401): make a new one"
                + " at HUB/settings/tokens, or remove it if the model is public");
  }

  @Test
  void aGatedModel() {
    hub.refuse("hub HEAD .*", 403, "X-Error-Code", "GatedRepo");
    assertThat(problem("hf:acme/tiny", "HF_TOKEN", "hf_secret"))
        .isEqualTo(
            "error: model 'acme/tiny' is gated (HTTP 403): ask for access at HUB/acme/tiny with the"
                + " account of the token of HF_TOKEN");
  }

  @Test
  void aGatedModelWithoutAToken() {
    hub.refuse("hub HEAD .*", 401, "X-Error-Code", "GatedRepo");
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: model 'acme/tiny' is gated (HTTP 401): ask for access at HUB/acme/tiny, then set"
                + " HF_TOKEN to a token of your account from HUB/settings/tokens");
  }

  @Test
  void aTokenWithoutThePermission() {
    hub.refuse(INFO, 403, "X-Error-Message", "Token hf_secret lacks repo.content.read");
    assertThat(problem("hf:acme/tiny", "HF_TOKEN", "hf_secret"))
        .isEqualTo(
            "error: HUB forbids to read model 'acme/tiny' with the token of HF_TOKEN (HTTP 403, Token"
                + " *** lacks repo.content.read): give the token that permission at"
                + " HUB/settings/tokens");
  }

  @Test
  void tooManyRequests() {
    hub.refuse(INFO, 429);
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB takes no more requests for now (HTTP 429): try again in a few minutes, or set"
                + " HF_TOKEN: with a token more are allowed");
    assertThat(hub.lines()).hasSize(3);
  }

  @Test
  void tooManyRequestsForLongerThanAnyoneWaits() {
    hub.refuse(INFO, 429, "Retry-After", "240");
    assertThat(problem("hf:acme/tiny", "HF_TOKEN", "hf_secret"))
        .isEqualTo("error: HUB takes no more requests for now (HTTP 429): try again in 240 s");
    assertThat(hub.lines()).hasSize(1);
  }

  @Test
  void aHubInTrouble() {
    hub.refuse(INFO, 503);
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo("error: HUB has trouble (HTTP 503): try again later");
    assertThat(hub.lines()).hasSize(3);
  }

  @Test
  void aFileThatTheHubListsButLacks() {
    hub.refuse("hub HEAD .*/tokenizer.json", 404, "X-Error-Code", "EntryNotFound");
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: model 'acme/tiny' has no file 'tokenizer.json' at revision '"
                + Repositories.FIRST
                + "' (HTTP 404), although the hub lists it: try again later");
  }

  @Test
  void anAnswerThatNobodyExpects() {
    hub.refuse(INFO, 418, "X-Error-Message", "a teapot");
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB refuses to give 'acme/tiny' (HTTP 418, a teapot): check the model's name and"
                + " HF_ENDPOINT");
  }

  @Test
  void aServerBehindTheHubThatRefuses() {
    hub.refuse("cdn GET .*", 403);
    assertThat(problem("hf:acme/tiny", "HF_TOKEN", "hf_secret"))
        .isEqualTo(
            "error: HUB sends to CDN for model.safetensors of 'acme/tiny', which refuses it (HTTP"
                + " 403): try again later");
  }

  @Test
  void aPageInPlaceOfAnAnswer() {
    hub.fault(
        ".*",
        100,
        exchange ->
            TestHub.reply(exchange, 200, "<html>Please log in".getBytes(StandardCharsets.UTF_8)));
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB answers for 'acme/tiny', but not as a hub does (its answer holds no commit and"
                + " files): check HF_ENDPOINT, and whether the network asks for a login");
  }

  @Test
  void aPageInPlaceOfAFile() {
    hub.fault(
        "hub HEAD .*",
        100,
        exchange ->
            TestHub.reply(exchange, 200, "<html>Please log in".getBytes(StandardCharsets.UTF_8)));
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: HUB answers for config.json of 'acme/tiny', but not as a hub does (it tells no"
                + " hash and size of the file): check HF_ENDPOINT, and whether the network asks for a"
                + " login");
  }

  @Test
  void aHashThatIsAPath() {
    hub.fault(
        "hub HEAD .*",
        100,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"../../../x\"");
          TestHub.reply(exchange, 200, new byte[5]);
        });
    assertThat(problem("hf:acme/tiny")).contains("it tells no hash and size of the file");
  }
}
