package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** The one problem that fetching reports, with HUB and CDN for the servers' addresses. */
  private String problem(String source, Object... variables) {
    return problem(Fetched.from(hub, source, with(variables)));
  }

  private Object[] with(Object... variables) {
    return Stream.concat(Stream.of("HF_HUB_CACHE", cache), Stream.of(variables)).toArray();
  }

  private String problem(Fetched fetched) {
    assertThat(fetched.snapshot()).isEmpty();
    assertThat(fetched.problems()).hasSize(1);
    return fetched
        .problems()
        .get(0)
        .replace(hub.address(), "HUB")
        .replace(hub.cdnAddress(), "CDN")
        .replace(cache.toString(), "CACHE");
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
    assertThat(problem(Fetched.in(environment, "hf:acme/tiny", Fetched.HASTY)))
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

  @Test
  void repositoriesThatHoldNoModel() {
    hub.put("acme/empty", "main", Repositories.FIRST, HubFile.small(".gitattributes", ""));
    hub.put(
        "acme/gguf",
        "main",
        Repositories.FIRST,
        HubFile.small("README.md", ""),
        HubFile.large("tiny-Q4_K_M.gguf", 10),
        HubFile.large("tiny-Q8_0.gguf", 10));
    hub.put(
        "acme/lora",
        "main",
        Repositories.FIRST,
        HubFile.small("adapter_config.json", "{}"),
        HubFile.large("adapter_model.safetensors", 10));
    hub.put(
        "acme/flax",
        "main",
        Repositories.FIRST,
        Repositories.CONFIG,
        HubFile.large("flax_model.msgpack", 10),
        HubFile.large("tf_model.h5", 10));

    assertThat(List.of("empty", "gguf", "lora", "flax"))
        .extracting(name -> problem("hf:acme/" + name))
        .containsExactly(
            "error: repository 'acme/empty' has no config.json, which says which architecture the"
                + " model has (it has no files): choose a repository of a model that transformers can"
                + " load",
            "error: repository 'acme/gguf' holds GGUF files: fetch one of them (hf download acme/gguf"
                + " tiny-Q4_K_M.gguf --local-dir .) and give its path as source",
            "error: repository 'acme/lora' holds an adapter, not a whole model: merge it into its base"
                + " model with Python's peft (merge_and_unload, save_pretrained) and give that folder",
            "error: repository 'acme/flax' has no weights that can be read, neither model.safetensors"
                + " nor pytorch_model.bin (it has config.json, flax_model.msgpack, tf_model.h5):"
                + " convert them with transformers (from_pretrained, save_pretrained) and give that"
                + " folder");
    assertThat(hub.lines()).noneMatch(line -> line.contains("/resolve/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"weight_map": {"a": "../../evil"}}      | names a file outside the repository: '../../evil'
          {"weight_map": {"a": "/etc/passwd"}}     | names a file outside the repository: '/etc/passwd'
          {"weight_map": {"a": "C:\\\\x"}}         | names a file outside the repository: 'C:\\x'
          {"weight_map": {"a": "x/../../y"}}       | names a file outside the repository: 'x/../../y'
          {"weight_map": {"a": ""}}                | names a file outside the repository: ''
          {"weight_map": {"a": 3}}                 | names a file outside the repository: '3'
          {"weight_map": {}}                       | names no files in its weight_map
          {"weight_map": "x"}                      | names no files in its weight_map
          []                                       | names no files in its weight_map
          {"weight_map": {"a"                      | is not JSON
          """)
  void anIndexThatIsDamagedOrMeansHarm(String index, String message) {
    hub.put(
        "acme/big",
        "main",
        Repositories.FIRST,
        Repositories.CONFIG,
        HubFile.small("model.safetensors.index.json", index));
    assertThat(problem("hf:acme/big"))
        .isEqualTo(
            "error: model.safetensors.index.json of 'acme/big' "
                + message
                + ": the repository is damaged; try another revision, or tell its owner");
  }

  @Test
  void anIndexThatNamesWhatIsNotThere() {
    hub.put(
        "acme/big",
        "main",
        Repositories.FIRST,
        Repositories.CONFIG,
        HubFile.small(
            "model.safetensors.index.json", "{\"weight_map\": {\"a\": \"b.safetensors\"}}"));
    assertThat(problem("hf:acme/big"))
        .isEqualTo(
            "error: model.safetensors.index.json of 'acme/big' names 'b.safetensors', which the"
                + " repository does not hold: its owner has not uploaded all files; try another"
                + " revision");
  }

  @Test
  void aModelThatIsLargerThanTheDisk() {
    hub.fault(
        "hub HEAD .*model.safetensors",
        1,
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + "a".repeat(64) + "\"");
          exchange.getResponseHeaders().set("X-Linked-Size", "9000000000000000");
          TestHub.redirect(exchange, 302, hub.cdnAddress() + "/a");
        });
    assertThat(problem("hf:acme/tiny"))
        .matches(
            "error: model 'acme/tiny' needs 9000000\\.0 GB more on the disk, but"
                + " CACHE/models--acme--tiny/blobs has [0-9.]+ GB free: free some space, or set"
                + " HF_HUB_CACHE to a folder on another disk");
    assertThat(hub.lines()).noneMatch(line -> line.startsWith("cdn"));
  }

  @Test
  void aCacheThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(cache.resolve("file"), "in the way");
    assertThat(problem("hf:acme/tiny", "HF_HUB_CACHE", file))
        .startsWith("error: the cache CACHE/file cannot be used (java.nio.file.")
        .endsWith("): set HF_HUB_CACHE to a folder that you can write to");
  }

  @Test
  void aDiskThatIsFull() throws IOException {
    Path blobs = Files.createDirectories(cache.resolve("models--acme--tiny/blobs"));
    String unfinished = Repositories.WEIGHTS.hash() + ".lamina.incomplete";
    Files.createSymbolicLink(blobs.resolve(unfinished), Path.of("/dev/full"));
    assertThat(problem("hf:acme/tiny"))
        .isEqualTo(
            "error: the disk that holds the cache CACHE is full: free some space, or set HF_HUB_CACHE"
                + " to a folder on another disk; what has come is kept");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
