package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.source.ModelFiles;
import dev.lamina.plugins.transformers.source.Sources;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spec's source that names a model of the hub. */
class HubSourceTest {

  @TempDir private Path folder;

  @Test
  void aModelIsFetchedAndOpenedAsTheFolderThatItIs() throws Exception {
    try (TestHub hub = new TestHub()) {
      hub.put(
          "openai-community/gpt2",
          "main",
          Repositories.FIRST,
          golden("config.json", false),
          golden("tokenizer.json", false),
          golden("model.safetensors", true));
      for (String source : new String[] {"hf:openai-community/gpt2", "gpt2-small"}) {
        ModelFiles files = open(hub, source);

        assertThat(files.name()).isEqualTo("gpt2");
        assertThat(files.origin()).isEqualTo("hf:openai-community/gpt2@" + Repositories.FIRST);
        assertThat(files.config().text("model_type")).contains("gpt2");
        assertThat(files.weights())
            .hasSameBinaryContentAs(Path.of("src/test/resources/golden/gpt2/model.safetensors"));
      }
    }
  }

  private ModelFiles open(TestHub hub, String source) throws Exception {
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", hub.address(), "HF_HUB_CACHE", folder.resolve("hub").toString());
    RecordedProblems problems = new RecordedProblems();
    Hub client =
        new Hub(
            name -> Optional.ofNullable(environment.get(name)),
            Services.silent(),
            Fetched.IMPATIENT);
    ModelFiles files =
        new Sources(new LaminaHome(folder.resolve("home")), client)
            .of(source, problems)
            .open(problems);
    assertThat(problems.lines()).isEmpty();
    return files;
  }

  private static HubFile golden(String name, boolean large) throws Exception {
    Path file = Path.of("src/test/resources/golden/gpt2").resolve(name);
    return new HubFile(name, Files.readAllBytes(file), large);
  }
}
