package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that Python has fetched, and a hub that is away. */
class HubCacheTest {

  private static final String COMMIT = Repositories.FIRST;
  private static final String AWAY = "http://hub.invalid";

  @TempDir private Path cache;
  private TestHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub();
    hub.put("acme/tiny", "main", COMMIT, Repositories.tiny());
    file(Repositories.CONFIG);
    file(Repositories.TOKENIZER);
    file(Repositories.WEIGHTS);
    Files.createDirectories(folder().resolve("refs"));
    Files.writeString(folder().resolve("refs/main"), COMMIT);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Path folder() {
    return cache.resolve("models--acme--tiny");
  }

  private Path snapshot() {
    return folder().resolve("snapshots/" + COMMIT);
  }

  /** As huggingface_hub's file_download.py leaves it. */
  private void file(HubFile file) throws IOException {
    Files.createDirectories(folder().resolve("blobs"));
    Files.createDirectories(snapshot());
    Files.write(folder().resolve("blobs").resolve(file.hash()), file.content());
    Files.createSymbolicLink(
        snapshot().resolve(file.name()), Path.of("../../blobs").resolve(file.hash()));
  }

  private Fetched fetch(String source, Object... variables) {
    return Fetched.from(hub, cache, source, variables);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "ON", "yes", "True"})
  void offlineTheModelIsFoundWithoutNetwork(String yes) {
    Fetched fetched = fetch("hf:acme/tiny", "HF_HUB_OFFLINE", yes);

    assertThat(fetched.problems())
        .containsExactly(
            "warning: model 'acme/tiny' is in the cache without tokenizer_config.json; if it has one,"
                + " its tokens may differ: run once without --offline");
    assertThat(fetched.files().folder()).isEqualTo(snapshot());
    assertThat(fetched.files().origin()).isEqualTo("hf:acme/tiny@" + COMMIT);
    assertThat(hub.lines()).isEmpty();
  }

  @Test
  void transformersOwnVariableCountsToo() {
    assertThat(fetch("hf:acme/tiny", "TRANSFORMERS_OFFLINE", "1").files().folder())
        .isEqualTo(snapshot());
    assertThat(hub.lines()).isEmpty();
  }

  @Test
  void otherValuesAreNotOffline() {
    fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "0");
    assertThat(hub.lines()).isNotEmpty();
  }

  @Test
  void aBlobThatPythonSharesBetweenRepositoriesIsFound() throws IOException {
    Path blob = folder().resolve("blobs").resolve(Repositories.WEIGHTS.hash());
    Path shared = Files.createDirectories(cache.resolve("blobs/ab")).resolve("abcd");
    Files.move(blob, shared);
    Files.createSymbolicLink(blob, Path.of("../../blobs/ab/abcd"));

    assertThat(
            fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "1")
                .files()
                .folder()
                .resolve("model.safetensors"))
        .hasBinaryContent(Repositories.WEIGHTS.content());
  }

  @Test
  void onlineOnlyWhatIsMissingIsFetched() {
    Fetched fetched = fetch("hf:acme/tiny");

    assertThat(fetched.problems()).isEmpty();
    assertThat(hub.lines())
        .containsExactly(
            "hub GET /api/models/acme/tiny/revision/main",
            "hub HEAD /acme/tiny/resolve/" + COMMIT + "/tokenizer_config.json",
            "hub GET /acme/tiny/resolve/" + COMMIT + "/tokenizer_config.json");
  }

  @Test
  void whileTheHubIsAwayTheCacheIsUsedWithAWarning() {
    Fetched fetched = fetch("hf:acme/tiny", "HF_ENDPOINT", AWAY);

    assertThat(fetched.files().folder()).isEqualTo(snapshot());
    assertThat(fetched.problems())
        .containsExactly(
            "warning: "
                + AWAY
                + " cannot be reached: its host name is not known; check the network and the"
                + " environment variables HF_ENDPOINT and HTTPS_PROXY; until then commit 1111111 of"
                + " model 'acme/tiny' is used, which is in the cache");
  }

  @Test
  void whileTheHubIsInTroubleTheCacheIsUsedAtOnce() {
    hub.refuse("hub GET .*", 503);

    Fetched fetched = fetch("hf:acme/tiny");

    assertThat(fetched.files().folder()).isEqualTo(snapshot());
    assertThat(fetched.problems()).singleElement().asString().startsWith("warning: ");
    assertThat(hub.lines()).hasSize(1);
  }

  @Test
  void aRevisionThatTheHubDeniesIsNotTakenFromTheCache() throws IOException {
    Files.writeString(folder().resolve("refs/gone"), COMMIT);

    assertThat(fetch("hf:acme/tiny@gone").problems())
        .singleElement()
        .asString()
        .startsWith("error: model 'acme/tiny' has no revision 'gone' (HTTP 404)");
  }

  @Test
  void offlineAModelThatIsNotThere() {
    assertThat(fetch("hf:acme/other@v1", "HF_HUB_OFFLINE", "1").problems())
        .containsExactly(
            "error: model 'acme/other' at revision 'v1' is not in the cache ("
                + cache.resolve("models--acme--other")
                + "), and Lamina is offline (--offline or HF_HUB_OFFLINE): run once without that, or"
                + " copy the folder from a machine that has the model");
  }

  @Test
  void offlineAModelThatIsThereInPart() throws IOException {
    Files.delete(snapshot().resolve("tokenizer.json"));
    Files.delete(folder().resolve("blobs").resolve(Repositories.WEIGHTS.hash()));

    assertThat(fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "1").problems())
        .containsExactly(
            "error: model 'acme/tiny' is in the cache ("
                + folder()
                + ") without weights (model.safetensors), a tokenizer (tokenizer.json), and Lamina is"
                + " offline (--offline or HF_HUB_OFFLINE): run once without that, or copy the folder"
                + " from a machine that has the model");
  }

  @Test
  void offlineAModelThatLacksAShard() throws IOException {
    Files.delete(snapshot().resolve("model.safetensors"));
    file(
        HubFile.small(
            "model.safetensors.index.json",
            "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\"}}"));
    file(HubFile.large("model-1.safetensors", 10));

    assertThat(fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "1").problems())
        .singleElement()
        .asString()
        .contains(") without model-2.safetensors, and Lamina is offline");
  }

  @Test
  void aReferenceThatIsNoCommitIsNotBelieved() throws IOException {
    Files.writeString(folder().resolve("refs/main"), "../../../../etc");

    assertThat(fetch("hf:acme/tiny", "HF_HUB_OFFLINE", "1").problems())
        .singleElement()
        .asString()
        .contains("is not in the cache");
  }
}
