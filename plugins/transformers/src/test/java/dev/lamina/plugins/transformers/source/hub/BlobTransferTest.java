package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that break, stop, lie or come back. */
class BlobTransferTest {

  private static final HubFile WEIGHTS = Repositories.WEIGHTS;
  private static final String CONTENT = "cdn GET .*";

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

  private Fetched fetch() {
    return Fetched.from(hub, cache, "hf:acme/tiny");
  }

  private Path blobs() {
    return cache.resolve("models--acme--tiny/blobs");
  }

  private Path unfinished() {
    return blobs().resolve(WEIGHTS.hash() + ".lamina.incomplete");
  }

  /** The ranges that the server with the large files was asked for. */
  private List<String> ranges() {
    return hub.requests().stream()
        .filter(request -> request.line().startsWith("cdn"))
        .map(request -> request.range().orElse("all"))
        .toList();
  }

  private void assertThatTheModelIsThere(Fetched fetched) throws IOException {
    assertThat(fetched.files().folder().resolve("model.safetensors"))
        .hasBinaryContent(WEIGHTS.content());
    assertThat(Repositories.names(blobs())).noneMatch(name -> name.contains("incomplete"));
    assertThat(fetched.progress()).endsWith("fetching acme/tiny: 50000 of 50000 bytes");
  }

  /** Announces all bytes and sends some. */
  private static HttpHandler cutAfter(int bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, WEIGHTS.content().length);
      exchange.getResponseBody().write(WEIGHTS.content(), 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  @Test
  void aBrokenTransferGoesOnWhereItStopped() throws IOException {
    hub.fault(CONTENT, 1, cutAfter(20_000));

    Fetched fetched = fetch();

    assertThatTheModelIsThere(fetched);
    assertThat(ranges()).hasSize(2).startsWith("all");
    assertThat(ranges().get(1)).matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void whatHasComeIsKeptForTheNextRun() throws IOException {
    hub.fault(
        CONTENT,
        Integer.MAX_VALUE,
        exchange -> {
          boolean first = exchange.getRequestHeaders().getFirst("Range") == null;
          (first ? cutAfter(20_000) : refusing(503)).handle(exchange);
        });
    assertThat(fetch().problems())
        .containsExactly("error: " + hub.cdnAddress() + " has trouble (HTTP 503): try again later");
    long kept = Files.size(unfinished());
    assertThat(kept).isBetween(1L, 20_000L);
    assertThat(cache.resolve("models--acme--tiny/refs")).doesNotExist();

    try (TestHub later = new TestHub()) {
      later.put("acme/tiny", "main", Repositories.FIRST, Repositories.tiny());
      Fetched fetched = Fetched.from(later, cache, "hf:acme/tiny");
      assertThatTheModelIsThere(fetched);
      assertThat(
              later.requests().stream()
                  .filter(request -> request.line().startsWith("cdn"))
                  .map(TestHub.Request::range))
          .containsExactly(Optional.of("bytes=" + kept + "-"));
    }
  }

  private static HttpHandler refusing(int status) {
    return exchange -> TestHub.reply(exchange, status, new byte[0]);
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAgain() throws IOException {
    keep(Arrays.copyOf(WEIGHTS.content(), 20_000));
    hub.fault(CONTENT, 1, exchange -> TestHub.reply(exchange, 200, WEIGHTS.content()));

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).containsExactly("bytes=20000-");
  }

  @Test
  void aServerThatSendsAnotherRangeIsAskedForAll() throws IOException {
    keep(Arrays.copyOf(WEIGHTS.content(), 20_000));
    hub.fault(
        CONTENT,
        1,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 10000-49999/50000");
          TestHub.reply(exchange, 206, Arrays.copyOfRange(WEIGHTS.content(), 10_000, 50_000));
        });

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).endsWith("all");
  }

  @Test
  void aServerThatHasNothingFromThereOnIsAskedForAll() throws IOException {
    keep(Arrays.copyOf(WEIGHTS.content(), 20_000));
    hub.fault(CONTENT, 1, refusing(416));

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).containsExactly("bytes=20000-", "all");
  }

  @Test
  void aBeginningOfSomethingElseIsThrownAway() throws IOException {
    keep(new byte[20_000]);

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).containsExactly("bytes=20000-", "all");
  }

  @Test
  void aBeginningThatIsLongerThanTheFileIsThrownAway() throws IOException {
    keep(new byte[60_000]);

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).containsExactly("all");
  }

  @Test
  void aFileThatOnlyWaitsForItsNameIsNotFetchedAgain() throws IOException {
    keep(WEIGHTS.content());

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).isEmpty();
  }

  @Test
  void aBlobThatWasCutShortIsFetchedAgain() throws IOException {
    Files.createDirectories(blobs());
    Files.write(blobs().resolve(WEIGHTS.hash()), new byte[10]);

    assertThatTheModelIsThere(fetch());
  }

  private void keep(byte[] beginning) throws IOException {
    Files.createDirectories(blobs());
    Files.write(unfinished(), beginning);
  }

  @Test
  void aDamagedFileIsFetchedOnceMore() throws IOException {
    byte[] damaged = WEIGHTS.content().clone();
    damaged[30_000]++;
    hub.fault(CONTENT, 1, exchange -> TestHub.content(exchange, damaged));

    assertThatTheModelIsThere(fetch());
    assertThat(ranges()).containsExactly("all", "all");
  }

  @Test
  void aFileThatIsDamagedEachTimeIsThrownAway() throws IOException {
    HubFile other = HubFile.large("model.safetensors", new String(new char[50_000]));
    hub.fault(CONTENT, 100, exchange -> TestHub.content(exchange, other.content()));

    assertThat(fetch().problems())
        .containsExactly(
            "error: model.safetensors of 'acme/tiny' arrived damaged twice (its SHA-256 is "
                + other.hash()
                + " instead of "
                + WEIGHTS.hash()
                + ") and was thrown away: try again later, or through another network");
    assertThat(Repositories.names(blobs())).hasSize(3).noneMatch(name -> name.startsWith("e01de"));
    assertThat(ranges()).hasSize(2);
  }

  @Test
  void aSmallFileIsCheckedAsGitDoes() {
    HubFile other = HubFile.small("config.json", "{\"model_type\": \"gpt3\"}");
    hub.fault(
        "hub GET .*config.json",
        100,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"" + Repositories.CONFIG.hash() + "\"");
          TestHub.content(exchange, other.content());
        });

    assertThat(fetch().problems())
        .containsExactly(
            "error: config.json of 'acme/tiny' arrived damaged twice (its git SHA-1 is "
                + other.hash()
                + " instead of "
                + Repositories.CONFIG.hash()
                + ") and was thrown away: try again later, or through another network");
  }

  @Test
  void moreBytesThanTheHubToldAreNotKept() throws IOException {
    byte[] longer = Arrays.copyOf(WEIGHTS.content(), 5_000_000);
    hub.fault(CONTENT, 100, exchange -> TestHub.content(exchange, longer));

    assertThat(fetch().problems())
        .containsExactly(
            "error: model.safetensors of 'acme/tiny' arrived damaged twice (more than the 50000 bytes"
                + " that the hub told) and was thrown away: try again later, or through another"
                + " network");
    assertThat(Repositories.names(blobs())).hasSize(3);
  }

  @Test
  void aFileThatEndsTooEarlyEachTime() {
    byte[] shorter = Arrays.copyOf(WEIGHTS.content(), 40_000);
    hub.fault(CONTENT, 100, exchange -> TestHub.reply(exchange, 200, shorter));

    assertThat(fetch().problems())
        .containsExactly(
            "error: model.safetensors of 'acme/tiny' ended after 40000 of 50000 bytes: try again, what"
                + " has come is kept");
    assertThat(ranges()).hasSize(3);
  }

  @Test
  void aFileThatChangesWhileItIsFetched() {
    hub.fault(
        "hub GET .*/model.safetensors",
        1,
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + "b".repeat(64) + "\"");
          TestHub.redirect(exchange, 302, hub.cdnAddress() + "/" + WEIGHTS.hash());
        });

    assertThat(fetch().problems())
        .containsExactly(
            "error: model.safetensors of 'acme/tiny' changed while it was fetched (its hash was "
                + WEIGHTS.hash()
                + ", now it is "
                + "b".repeat(64)
                + "): try again");
  }

  @Test
  @Timeout(20)
  void aConnectionThatFallsSilentIsGivenUpAndTakenUpAgain() throws IOException {
    hub.fault(
        CONTENT,
        1,
        exchange -> {
          cutAfter(20_000).handle(exchange);
          hub.keepSilent();
        });

    assertThatTheModelIsThere(
        Fetched.in(
            Map.of("HF_ENDPOINT", hub.address(), "HF_HUB_CACHE", cache.toString()),
            "hf:acme/tiny",
            Fetched.HASTY));
    assertThat(ranges()).containsExactly("all", "bytes=20000-");
  }

  @Test
  @Timeout(20)
  void aConnectionThatFallsSilentEachTime() {
    hub.fault(CONTENT, 100, exchange -> headThenSilence(exchange));

    assertThat(
            Fetched.in(
                    Map.of("HF_ENDPOINT", hub.address(), "HF_HUB_CACHE", cache.toString()),
                    "hf:acme/tiny",
                    Fetched.HASTY)
                .problems())
        .containsExactly(
            "error: "
                + hub.cdnAddress()
                + " sends nothing for 300 ms: try again later, what has come is kept");
  }

  private void headThenSilence(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 50_000);
    exchange.getResponseBody().write(1);
    exchange.getResponseBody().flush();
    hub.keepSilent();
  }

  @Test
  void theWaitThatAServerAsksForIsKept() throws IOException {
    hub.fault(
        CONTENT,
        1,
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          TestHub.reply(exchange, 429, new byte[0]);
        });

    long begin = System.nanoTime();
    Fetched fetched = fetch();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    assertThatTheModelIsThere(fetched);
  }

  @Test
  void whereNoLocksCanBeHadFilesHaveNamesOfTheirOwn() throws IOException {
    Files.writeString(cache.resolve(".locks"), "in the way");
    hub.fault(CONTENT, 100, cutAfter(20_000));

    assertThat(fetch().snapshot()).isEmpty();
    assertThat(Repositories.names(blobs()))
        .filteredOn(name -> name.contains("incomplete"))
        .isEmpty();

    try (TestHub later = new TestHub()) {
      later.put("acme/tiny", "main", Repositories.FIRST, Repositories.tiny());
      assertThatTheModelIsThere(Fetched.from(later, cache, "hf:acme/tiny"));
    }
  }
}
