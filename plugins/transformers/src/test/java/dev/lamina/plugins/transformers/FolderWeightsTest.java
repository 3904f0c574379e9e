package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.weights.Checkpoints;
import dev.lamina.testkit.CapturedActivations;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file of a folder holds the weights, and what a user reads where none does. */
@Timeout(60)
class FolderWeightsTest {

  private static final String LOOKED_FOR =
      "model.safetensors: error: the file is missing, and so are model.safetensors.index.json,"
          + " pytorch_model.bin, pytorch_model.bin.index.json; ";

  private ModelCopy folder;

  @BeforeEach
  void tinyGpt2WithoutWeights(@TempDir Path path) throws IOException {
    folder = ModelCopy.copy("gpt2", path);
    Files.delete(folder.file("model.safetensors"));
  }

  @ParameterizedTest
  @CsvSource({
    "zip.bin, pytorch_model.bin",
    "legacy.bin, pytorch_model.bin",
    "model, model.safetensors.index.json",
    "pytorch_model, pytorch_model.bin.index.json"
  })
  void theSameWeightsInAnotherFileGiveTheSameActivations(String made, String name)
      throws Exception {
    put(made, name);
    assertThat(folder.problems()).isEmpty();
    assertThat(residuals(folder.path())).isEqualTo(residuals(Models.golden("gpt2")));
  }

  /** PyTorch multiplies by the other layout in another order. */
  @Test
  void matricesThatAreStoredByColumnsAreTheSame() throws Exception {
    put("columns.bin", "pytorch_model.bin");
    assertThat(residuals(folder.path()))
        .containsExactly(residuals(Models.golden("gpt2")), offset(1e-4f));
  }

  @Test
  void safetensorsAreReadBeforePickles() throws Exception {
    put("model", "");
    Files.writeString(folder.file("pytorch_model.bin"), "not weights");
    assertThat(folder.problems()).isEmpty();
    Files.writeString(folder.file("model.safetensors"), "not weights either");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("model.safetensors: error: ");
  }

  /** Every shard counts, and the index, which says which of two equal names is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors.index.json",
        "model-00001-of-00003.safetensors",
        "model-00003-of-00003.safetensors"
      })
  void aModelIsAnotherOneIfAnyOfItsFilesIs(String file) throws Exception {
    put("model", "");
    String before = fingerprint();
    assertThat(fingerprint()).isEqualTo(before);
    byte[] bytes = Files.readAllBytes(folder.file(file));
    int within = file.endsWith("json") ? bytes.length - 1 : bytes.length - 4;
    bytes[within] = (byte) (file.endsWith("json") ? ' ' : bytes[within] + 1);
    Files.write(folder.file(file), bytes);
    Files.setLastModifiedTime(folder.file(file), FileTime.from(Instant.EPOCH));
    assertThat(fingerprint()).isNotEqualTo(before);
  }

  @Test
  void whatAPickleWantsToRunIsNamed() throws IOException {
    Files.copy(Checkpoints.file("bad/system.bin"), folder.file("pytorch_model.bin"));
    assertThat(folder.problems())
        .containsExactly(
            "pytorch_model.bin: error: the file wants to run posix.system, not a tensor or"
                + " container; torch.save(model.state_dict(), FILE) writes a file without it");
  }

  @Test
  void numbersThatLieApartAreNamedWhereTheyAreNeeded() throws Exception {
    Files.copy(Checkpoints.file("good/other.bin"), folder.file("pytorch_model.bin"));
    assertThat(folder.problems())
        .hasSize(2)
        .last()
        .isEqualTo(
            "pytorch_model.bin: error: 1 tensor is not stored as one of F32, F16, BF16: wpe.weight"
                + " is F32 with strides [36, 2]");
  }

  @Test
  void missingShardsAreReportedAtTheIndex() throws IOException {
    put("model", "");
    Files.delete(folder.file("model-00002-of-00003.safetensors"));
    assertThat(folder.problems())
        .containsExactly(
            "model.safetensors.index.json: error: 1 of its 3 files of weights is missing:"
                + " model-00002-of-00003.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tf_model.h5                      | tf_model.h5 holds weights of TensorFlow; transformers 4 converts them: AutoModel.from_pretrained(FOLDER, from_tf=True).save_pretrained(FOLDER)
          flax_model.msgpack               | flax_model.msgpack holds weights of Flax; transformers 4 converts them: AutoModel.from_pretrained(FOLDER, from_flax=True).save_pretrained(FOLDER)
          llama.Q4_K_M.gguf                | llama.Q4_K_M.gguf holds weights: give it as source instead of the folder
          adapter_model.safetensors        | adapter_model.safetensors is an adapter to another model; peft puts the two together: model.merge_and_unload().save_pretrained(FOLDER)
          model-00001-of-00002.safetensors | model-00001-of-00002.safetensors is one of several files of weights, whose .index.json is missing too
          model.fp16.safetensors           | if model.fp16.safetensors holds the weights, give it one of these names
          consolidated.00.pth              | consolidated.00.pth may hold weights in a form that is not read; transformers writes one that is: model.save_pretrained(FOLDER)
          README.md                        | the folder holds README.md, config.json, tokenizer.json
          """)
  void whatIsThereInstead(String name, String advice) throws IOException {
    Files.createFile(folder.file(name));
    assertThat(folder.problems()).containsExactly(LOOKED_FOR + advice);
  }

  @Test
  void pointersOfGitLfs() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 66952\n";
    Files.writeString(folder.file("pytorch_model.bin"), pointer);
    assertThat(folder.problems())
        .containsExactly(
            "pytorch_model.bin: error: pytorch_model.bin is a pointer of Git LFS in place of the"
                + " weights; fetch them: git lfs pull");
    put("model", "");
    Files.writeString(folder.file("model-00002-of-00003.safetensors"), pointer);
    assertThat(folder.problems())
        .containsExactly(
            "model.safetensors.index.json: error: model-00002-of-00003.safetensors is a pointer of"
                + " Git LFS in place of the weights; fetch them: git lfs pull");
  }

  @Test
  void aFolderInPlaceOfTheWeights() throws IOException {
    Files.createDirectory(folder.file("pytorch_model.bin"));
    assertThat(folder.problems())
        .containsExactly("pytorch_model.bin: error: this is a folder instead of a file");
  }

  @Test
  void linksThatLeadNowhere() throws IOException {
    Path weights = folder.file("model.safetensors");
    Files.createSymbolicLink(weights, Path.of("../blobs/none"));
    String nowhere = "model.safetensors: error: this is a link that leads to no file";
    assertThat(folder.problems()).containsExactly(nowhere);
    Files.delete(weights);
    Files.createSymbolicLink(weights, Path.of("model.safetensors"));
    assertThat(folder.problems()).containsExactly(nowhere);
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Process mkfifo =
        new ProcessBuilder("mkfifo", folder.file("model.safetensors").toString()).start();
    assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
    assertThat(folder.problems())
        .containsExactly("model.safetensors: error: this is a device or a pipe instead of a file");
  }

  @Test
  void aFileThatOthersOwn() throws IOException {
    put("zip.bin", "pytorch_model.bin");
    Path weights = folder.file("pytorch_model.bin");
    Files.setPosixFilePermissions(weights, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(weights), "root may read everything");
    assertThat(folder.problems())
        .containsExactly("pytorch_model.bin: error: you may not read the file (permission denied)");
  }

  @Test
  void namesThatAreNotUtf8(@TempDir Path outside) throws Exception {
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "mv \"$1\" \"$(printf '%s/\\377' \"$2\")\"",
                "sh",
                folder.path().resolve("config.json").toString(),
                outside.toString())
            .start();
    assumeTrue(shell.waitFor(10, TimeUnit.SECONDS) && shell.exitValue() == 0);
    try (Stream<Path> files = Files.list(outside)) {
      Path named = files.findAny().orElseThrow();
      Files.move(named, folder.path().resolve(named.getFileName()));
    }
    assertThat(folder.problems())
        .hasSize(2)
        .last()
        .asString()
        .startsWith(LOOKED_FOR + "the folder holds tokenizer.json, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors.index.json", "pytorch_model.bin"})
  void weightsThatChangedSinceTheyWereInspected(String name) throws Exception {
    put(name.startsWith("model") ? "model" : "legacy.bin", name);
    String changing = name.startsWith("model") ? "model-00002-of-00003.safetensors" : name;
    TransformersModel model = Models.inspected(folder.path().toString());
    Files.setLastModifiedTime(folder.file(changing), FileTime.from(Instant.EPOCH));
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            folder.file(changing)
                + " changed after it was inspected; start again when it stays as it is");
    Files.delete(folder.file(changing));
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(changing + " cannot be read: ");
  }

  /** One file under a name, or all shards whose names begin so. */
  private void put(String made, String name) throws IOException {
    try (Stream<Path> files = Files.list(Checkpoints.file("gpt2"))) {
      for (Path file : files.toList()) {
        String found = file.getFileName().toString();
        if (found.equals(made)) {
          Files.copy(file, folder.file(name));
        } else if (found.startsWith(made + "-") || found.startsWith(made + ".")) {
          Files.copy(file, folder.file(found));
        }
      }
    }
  }

  private String fingerprint() throws Exception {
    return Models.of(folder.path().toString()).inspect(new RecordedProblems()).fingerprint();
  }

  private static float[] residuals(Path path) throws Exception {
    TransformersModel model = Models.inspected(path.toString());
    ModelInput input =
        new ModelInput(0, new int[] {5, 9, 2, 7}, new int[] {0, 1, 2, 3}, Pooling.EACH);
    try (LoadedModel loaded = model.load()) {
      CapturedActivations captured =
          CapturedActivations.of(
              loaded,
              new CaptureRequest(List.of(input), List.of(Component.RESID_POST), List.of(0, 1, 2)));
      float[] values = captured.values(0, Component.RESID_POST);
      assertThat(values).hasSize(4 * 3 * 18);
      return values;
    }
  }
}
