package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** One cache for Lamina and for Python's huggingface_hub, which both see as their own. */
@EnabledIfEnvironmentVariable(
    named = HubPythonTest.PYTHON,
    matches = ".+",
    disabledReason = "needs an interpreter that has Python's huggingface_hub")
class HubPythonTest {

  static final String PYTHON = "LAMINA_HUB_PYTHON";
  private static final List<String> NEEDED =
      List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");

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

  private List<String> python(Path cache, String offline, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(System.getenv(PYTHON), "src/test/python/hub_cache.py"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(?i)HF_.*|.*_PROXY"));
    builder.environment().put("HF_ENDPOINT", hub.address());
    builder.environment().put("HF_HUB_CACHE", cache.toString());
    builder.environment().put("HF_HOME", cache.resolve("home").toString());
    builder.environment().put("HF_HUB_OFFLINE", offline);
    builder.environment().put("HF_HUB_DISABLE_TELEMETRY", "1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private String[] fetching() {
    List<String> arguments = new ArrayList<>(List.of("fetch", "acme/tiny"));
    arguments.addAll(NEEDED);
    return arguments.toArray(String[]::new);
  }

  @Test
  void whatPythonFetchedFileByFileIsFoundWithoutNetwork() throws Exception {
    python(cache, "0", fetching());
    hub.requests().clear();

    Fetched fetched = Fetched.from(hub, cache, "hf:acme/tiny", "HF_HUB_OFFLINE", "1");

    assertThat(fetched.problems()).isEmpty();
    assertThat(fetched.files().folder().resolve("model.safetensors"))
        .hasBinaryContent(Repositories.WEIGHTS.content());
    assertThat(hub.lines()).isEmpty();
  }

  @Test
  void aSnapshotOfPythonIsFoundAndNothingOfItFetchedAgain() throws Exception {
    List<String> folder = python(cache, "0", "snapshot", "acme/tiny");
    hub.requests().clear();

    Fetched fetched = Fetched.from(hub, cache, "hf:acme/tiny");

    assertThat(fetched.files().folder()).hasToString(folder.get(0));
    assertThat(hub.lines()).containsExactly("hub GET /api/models/acme/tiny/revision/main");
  }

  @Test
  void whatLaminaFetchedPythonFindsWithoutNetwork() throws Exception {
    Path folder = Fetched.from(hub, cache, "hf:acme/tiny").files().folder();
    hub.requests().clear();

    assertThat(python(cache, "1", "snapshot", "acme/tiny")).containsExactly(folder.toString());
    assertThat(python(cache, "1", fetching()))
        .containsExactlyElementsOf(NEEDED.stream().map(name -> folder + "/" + name).toList());
    assertThat(
            python(
                cache, "1", "look", "acme/tiny", "config.json", "added_tokens.json", "README.md"))
        .containsExactly(folder + "/config.json", "absent", "unknown");
    assertThat(hub.lines()).isEmpty();
  }

  @Test
  void whatLaminaFetchedPythonDoesNotFetchAgain() throws Exception {
    Fetched.from(hub, cache, "hf:acme/tiny").files();
    hub.requests().clear();

    python(cache, "0", fetching());

    assertThat(hub.lines()).isNotEmpty().allMatch(line -> line.startsWith("hub HEAD "));
  }

  @Test
  void bothLeaveTheSameFilesAndLinks() throws Exception {
    Path theirs = cache.resolve("theirs");
    Path ours = cache.resolve("ours");
    python(theirs, "0", fetching());
    Fetched.from(hub, ours, "hf:acme/tiny").files();

    Map<String, String> ourTree = Repositories.tree(ours);
    ourTree.keySet().removeIf(name -> name.contains(".no_exist"));
    Map<String, String> theirTree = Repositories.tree(theirs);
    theirTree.keySet().removeIf(name -> name.startsWith("home") || name.equals("CACHEDIR.TAG"));
    assertThat(ourTree).isEqualTo(theirTree).hasSize(4 + 4 + 4 + 1);
  }
}
