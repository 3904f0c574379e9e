package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that can be had: which files are asked for, and where they come to lie. */
class HubFetchTest {

  private static final String FIRST = Repositories.FIRST;
  private static final String SECOND = Repositories.SECOND;

  @TempDir private Path cache;
  private TestHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub();
    hub.put("acme/tiny", "main", FIRST, Repositories.tiny());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Fetched fetch(String source, Object... variables) {
    return Fetched.from(hub, cache, source, variables);
  }

  @Test
  void onlyTheFilesThatAModelNeedsAreAskedFor() {
    assertThat(fetch("hf:acme/tiny").problems()).isEmpty();

    String file = " /acme/tiny/resolve/" + FIRST + "/";
    assertThat(hub.lines())
        .containsExactly(
            "hub GET /api/models/acme/tiny/revision/main",
            "hub HEAD" + file + "config.json",
            "hub HEAD" + file + "tokenizer.json",
            "hub HEAD" + file + "tokenizer_config.json",
            "hub GET" + file + "config.json",
            "hub GET" + file + "tokenizer.json",
            "hub GET" + file + "tokenizer_config.json",
            "hub HEAD" + file + "model.safetensors",
            "hub GET" + file + "model.safetensors",
            "cdn GET /" + Repositories.WEIGHTS.hash());
  }

  @Test
  void filesLieAsPythonPutsThem() throws IOException {
    Snapshot snapshot = fetch("hf:acme/tiny").files();

    Path folder = cache.resolve("models--acme--tiny");
    assertThat(snapshot.folder()).isEqualTo(folder.resolve("snapshots/" + FIRST));
    assertThat(snapshot.folder().resolve("model.safetensors"))
        .hasBinaryContent(Repositories.WEIGHTS.content());
    assertThat(Repositories.tree(folder))
        .containsEntry("refs/main", "40 bytes")
        .containsEntry("blobs/" + Repositories.CONFIG.hash(), "22 bytes")
        .containsEntry("blobs/" + Repositories.WEIGHTS.hash(), "50000 bytes")
        .containsEntry(
            "snapshots/" + FIRST + "/config.json", "-> ../../blobs/" + Repositories.CONFIG.hash())
        .containsEntry(
            "snapshots/" + FIRST + "/model.safetensors",
            "-> ../../blobs/" + Repositories.WEIGHTS.hash())
        .containsEntry(".no_exist/" + FIRST + "/added_tokens.json", "0 bytes")
        .doesNotContainKey(".no_exist/" + FIRST + "/vocab.json")
        .hasSize(4 + 4 + 1 + 7);
    assertThat(folder.resolve("refs/main")).hasContent(FIRST);
    assertThat(Repositories.names(cache.resolve(".locks/models--acme--tiny")))
        .contains(Repositories.WEIGHTS.hash() + ".lock")
        .hasSize(4);
  }

  @Test
  void progressCountsTheBytesToFetch() {
    Fetched fetched = fetch("hf:acme/tiny");

    long small = 22 + 18 + 8; // config.json, tokenizer.json, tokenizer_config.json
    assertThat(fetched.progress())
        .containsExactly(
            "fetching acme/tiny: %d of %d bytes".formatted(small, small),
            "fetching acme/tiny: 50000 of 50000 bytes");
  }

  @Test
  void theNextTimeTheCommitAloneIsAskedFor() {
    fetch("hf:acme/tiny");
    hub.requests().clear();

    Fetched again = fetch("hf:acme/tiny");

    assertThat(again.problems()).isEmpty();
    assertThat(again.progress()).isEmpty();
    assertThat(hub.lines()).containsExactly("hub GET /api/models/acme/tiny/revision/main");
  }

  @Test
  void whatTwoCommitsShareIsFetchedOnce() {
    fetch("hf:acme/tiny");
    hub.put(
        "acme/tiny",
        "main",
        SECOND,
        HubFile.small("config.json", "{\"model_type\": \"bert\"}"),
        Repositories.TOKENIZER,
        Repositories.WEIGHTS);
    hub.requests().clear();

    Snapshot snapshot = fetch("hf:acme/tiny").files();

    assertThat(snapshot.folder().resolve("config.json")).hasContent("{\"model_type\": \"bert\"}");
    assertThat(snapshot.folder().resolve("model.safetensors"))
        .hasBinaryContent(Repositories.WEIGHTS.content());
    assertThat(cache.resolve("models--acme--tiny/refs/main")).hasContent(SECOND);
    assertThat(hub.lines().stream().filter(line -> line.contains(" GET /acme")))
        .containsExactly("hub GET /acme/tiny/resolve/" + SECOND + "/config.json");
  }

  @Test
  void aCommitThatIsThereNeedsNoNetwork() {
    fetch("hf:acme/tiny@" + FIRST);
    hub.requests().clear();

    Snapshot snapshot = fetch("hf:acme/tiny@" + FIRST).files();

    assertThat(hub.lines()).isEmpty();
    assertThat(snapshot.name()).isEqualTo("tiny@1111111");
    assertThat(snapshot.origin()).isEqualTo("hf:acme/tiny@" + FIRST);
    assertThat(cache.resolve("models--acme--tiny/refs")).doesNotExist();
  }

  @Test
  void branchesTagsAndPullRequestsAreRevisions() {
    hub.put("acme/tiny", "refs/pr/1", SECOND, Repositories.tiny());

    Snapshot snapshot = fetch("hf:acme/tiny@refs/pr/1").files();

    assertThat(snapshot.name()).isEqualTo("tiny@refs-pr-1");
    assertThat(snapshot.origin()).isEqualTo("hf:acme/tiny@" + SECOND);
    assertThat(cache.resolve("models--acme--tiny/refs/refs/pr/1")).hasContent(SECOND);
  }

  @Test
  void theHubsOldestModelsHaveNoOwner() {
    hub.put("gpt2", "main", FIRST, Repositories.tiny());

    Snapshot snapshot = fetch("hf:gpt2").files();

    assertThat(snapshot.name()).isEqualTo("gpt2");
    assertThat(snapshot.folder()).isEqualTo(cache.resolve("models--gpt2/snapshots/" + FIRST));
  }

  @Test
  void aRenamedModelIsFoundUnderItsOldName() {
    hub.fault(
        "hub GET /api/models/tiny/revision/main",
        1,
        exchange -> TestHub.redirect(exchange, 307, "/api/models/acme/tiny/revision/main"));
    hub.fault(
        "hub .* /tiny/resolve/.*",
        100,
        exchange ->
            TestHub.redirect(exchange, 307, "/acme" + exchange.getRequestURI().getRawPath()));

    Snapshot snapshot = fetch("hf:tiny", "HF_TOKEN", "hf_abc").files();

    assertThat(snapshot.folder()).isEqualTo(cache.resolve("models--tiny/snapshots/" + FIRST));
    assertThat(hub.requests().stream().filter(request -> request.line().startsWith("hub")))
        .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_abc")));
  }

  @Test
  void shardsAreTakenFromTheIndex() {
    HubFile first = HubFile.large("model-00001-of-00002.safetensors", 5000);
    HubFile second = HubFile.large("weights/model-00002-of-00002.safetensors", 6000);
    HubFile index =
        HubFile.small(
            "model.safetensors.index.json",
            "{\"metadata\": {\"total_size\": 11000}, \"weight_map\": {\"a\": \"%s\", \"b\": \"%s\", \"c\": \"%s\"}}"
                .formatted(first.name(), second.name(), first.name()));
    HubFile other = HubFile.large("model-00003-of-00002.safetensors", 7000);
    hub.put(
        "acme/big",
        "main",
        FIRST,
        Repositories.CONFIG,
        Repositories.TOKENIZER,
        index,
        first,
        second,
        other);

    Path folder = fetch("hf:acme/big").files().folder();

    assertThat(folder.resolve(first.name())).hasBinaryContent(first.content());
    assertThat(folder.resolve(second.name())).hasBinaryContent(second.content());
    assertThat(folder.resolve(other.name())).doesNotExist();
    assertThat(folder.resolve(second.name()))
        .isSymbolicLink()
        .satisfies(
            link ->
                assertThat(Files.readSymbolicLink(link))
                    .isEqualTo(Path.of("../../../blobs/" + second.hash())));
    assertThat(fetch("hf:acme/big", "HF_HUB_OFFLINE", "1").problems()).isEmpty();
  }

  @Test
  void withoutSafetensorsAndFastTokenizerTheOlderFormatsAreTaken() throws IOException {
    hub.put(
        "acme/old",
        "main",
        FIRST,
        Repositories.CONFIG,
        HubFile.large("pytorch_model.bin", 4000),
        HubFile.small("vocab.json", "{}"),
        HubFile.small("merges.txt", "#"),
        HubFile.small("vocab.txt", "a"),
        HubFile.small("special_tokens_map.json", "{}"),
        HubFile.large("tf_model.h5", 4001));

    assertThat(Repositories.names(fetch("hf:acme/old").files().folder()))
        .containsExactly(
            "config.json",
            "merges.txt",
            "pytorch_model.bin",
            "special_tokens_map.json",
            "vocab.json");
  }

  @Test
  void withoutSymbolicLinksTheFilesThemselvesAreThere() throws IOException {
    Path folder = fetch("hf:acme/tiny", "HF_HUB_DISABLE_SYMLINKS", "1").files().folder();

    assertThat(folder.resolve("model.safetensors"))
        .isRegularFile()
        .hasBinaryContent(Repositories.WEIGHTS.content());
    assertThat(Files.isSymbolicLink(folder.resolve("model.safetensors"))).isFalse();
    assertThat(fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "1").files().folder()).isEqualTo(folder);
  }

  @Test
  void aLinkWhoseBlobIsGoneIsFetchedAgain() throws IOException {
    Path folder = fetch("hf:acme/tiny").files().folder();
    Files.delete(cache.resolve("models--acme--tiny/blobs/" + Repositories.WEIGHTS.hash()));

    assertThat(fetch("hf:acme/tiny").files().folder()).isEqualTo(folder);
    assertThat(folder.resolve("model.safetensors"))
        .hasBinaryContent(Repositories.WEIGHTS.content());
  }

  @Test
  void anEndpointMayHaveAPathAndATrailingSlash() {
    hub.fault(
        "hub .* /mirror/.*",
        100,
        exchange ->
            TestHub.redirect(
                exchange, 307, exchange.getRequestURI().getRawPath().replace("/mirror", "")));

    Fetched fetched = fetch("hf:acme/tiny", "HF_ENDPOINT", hub.address() + "/mirror/");

    assertThat(fetched.problems()).isEmpty();
    assertThat(hub.lines().get(0)).isEqualTo("hub GET /mirror/api/models/acme/tiny/revision/main");
  }

  @Test
  void theEnvironmentSaysWhereTheCacheIs() throws IOException {
    Map<String, String> places =
        Map.of(
            "HF_HUB_CACHE", "models--acme--tiny",
            "HUGGINGFACE_HUB_CACHE", "models--acme--tiny",
            "HF_HOME", "hub/models--acme--tiny",
            "XDG_CACHE_HOME", "huggingface/hub/models--acme--tiny",
            "HOME", ".cache/huggingface/hub/models--acme--tiny");
    for (Map.Entry<String, String> place : places.entrySet()) {
      Path root = cache.resolve(place.getKey());
      Fetched fetched = Fetched.from(hub, "hf:acme/tiny", place.getKey(), root);
      assertThat(fetched.files().folder())
          .isEqualTo(root.resolve(place.getValue()).resolve("snapshots/" + FIRST));
    }
  }

  @Test
  void pathsMayHoldVariablesAndTheHomeFolder() {
    Fetched variable =
        Fetched.from(hub, "hf:acme/tiny", "HF_HOME", "${WHERE}/$WHAT", "WHERE", cache, "WHAT", "h");
    Fetched home = Fetched.from(hub, "hf:acme/tiny", "HF_HUB_CACHE", "~/hub", "HOME", cache);

    assertThat(variable.files().folder()).startsWith(cache.resolve("h/hub"));
    assertThat(home.files().folder()).startsWith(cache.resolve("hub/models--acme--tiny"));
  }
}
