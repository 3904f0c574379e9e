package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads about a repository that holds no model, or one that cannot be stored. */
class HubRepositoryProblemsTest {

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

  @Test
  void anIndexWithANameThatIsAbsurdlyLong() {
    String name = "a/".repeat(100_000) + "b";
    hub.put(
        "acme/big",
        "main",
        Repositories.FIRST,
        Repositories.CONFIG,
        HubFile.small(
            "model.safetensors.index.json", "{\"weight_map\": {\"a\": \"" + name + "\"}}"));
    assertThat(problem("hf:acme/big"))
        .contains("names a file outside the repository: 'a/a/a/")
        .hasSizeLessThan(400);
  }
}
