package dev.lamina.plugins.transformers.weights.sharded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.Checkpoints;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.WeightFile;
import dev.lamina.plugins.transformers.weights.pickle.PickleWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shards are of the tiny GPT-2, by make_checkpoints.py. */
class ShardedWeightsTest {

  private static final String INDEX = "model.safetensors.index.json";
  private static final String FIRST = "model-00001-of-00003.safetensors";
  private static final String SECOND = "model-00002-of-00003.safetensors";
  private static final String THIRD = "model-00003-of-00003.safetensors";

  private static Path scratch;

  @TempDir private Path folder;

  @BeforeContainer
  static void openScratch() throws IOException {
    scratch = Files.createTempFile("lamina", ".json");
  }

  @AfterContainer
  static void deleteScratch() throws IOException {
    Files.delete(scratch);
  }

  @BeforeEach
  void copyTheShards() throws IOException {
    for (String name : List.of(INDEX, FIRST, SECOND, THIRD)) {
      Files.copy(Checkpoints.file("gpt2/" + name), folder.resolve(name));
    }
  }

  @Test
  void shardsTogetherAreTheWholeModel() throws Exception {
    assertIsTheWholeModel(new SafetensorsWeights(), Checkpoints.file("gpt2/" + INDEX));
    assertIsTheWholeModel(
        new PickleWeights(), Checkpoints.file("gpt2/pytorch_model.bin.index.json"));
  }

  private static void assertIsTheWholeModel(WeightFile format, Path index) throws Exception {
    List<StoredTensor> tensors = new ShardedWeights(format).tensors(index);
    assertThat(Checkpoints.numbers(tensors))
        .isEqualTo(Checkpoints.expected(Checkpoints.resource("/golden/gpt2/model.safetensors")));
    assertThat(tensors.stream().map(StoredTensor::file).distinct()).hasSize(3);
  }

  /** Hugging Face's cache holds links to files whose names are their hashes. */
  @Test
  void shardsMayBeLinksToElsewhere(@TempDir Path blobs) throws Exception {
    for (String name : List.of(FIRST, SECOND, THIRD)) {
      Path blob = Files.move(folder.resolve(name), blobs.resolve("hash of " + name));
      Files.createSymbolicLink(folder.resolve(name), blob);
    }
    assertIsTheWholeModel(new SafetensorsWeights(), folder.resolve(INDEX));
  }

  @Test
  void shardsMayLieInAFolderBelow() throws Exception {
    Files.createDirectory(folder.resolve("weights"));
    for (String name : List.of(FIRST, SECOND, THIRD)) {
      Files.move(folder.resolve(name), folder.resolve("weights").resolve(name));
    }
    edit("\": \"model-", "\": \"weights/model-");
    assertIsTheWholeModel(new SafetensorsWeights(), folder.resolve(INDEX));
  }

  @Test
  void tensorsThatTheIndexDoesNotListAreLeftAside() throws Exception {
    edit("    \"wpe.weight\": \"" + THIRD + "\",\n", "");
    edit("    \"wpe.weight\": \"" + SECOND + "\",\n", "");
    edit("    \"wpe.weight\": \"" + FIRST + "\",\n", "");
    assertThat(new ShardedWeights(new SafetensorsWeights()).tensors(folder.resolve(INDEX)))
        .hasSize(39)
        .noneMatch(tensor -> tensor.name().equals("wpe.weight"));
  }

  @Test
  void missingShardsAreListedTogether() throws Exception {
    Files.delete(folder.resolve(FIRST));
    Files.delete(folder.resolve(THIRD));
    Files.createDirectory(folder.resolve(THIRD));
    assertRefused("2 of its 3 files of weights are missing: " + FIRST + ", " + THIRD);
  }

  @Test
  void aShardWithoutATensorOfItsIsNamed() throws Exception {
    edit("\"h.0.ln_1.bias\"", "\"h.9.ln_1.bias\"");
    String shard =
        Files.readString(folder.resolve(INDEX))
            .lines()
            .filter(line -> line.contains("h.9.ln_1.bias"))
            .map(line -> line.replaceAll(".*: \"|\".*", ""))
            .findAny()
            .orElseThrow();
    assertRefused("1 of the tensors that it lists is not there: h.9.ln_1.bias in " + shard);
  }

  @Test
  void aDamagedShardIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve(SECOND));
    Files.write(folder.resolve(SECOND), Arrays.copyOf(bytes, bytes.length - 4));
    assertRefused(
        SECOND
            + ": the file is 4 bytes shorter than its header says; it was cut short, so fetch or"
            + " write it again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /etc/passwd       | its shard '/etc/passwd' is not the name of a file in the index's folder
          ../model.bin      | its shard '../model.bin' is not the name of a file in the index's folder
          a/../../model.bin | its shard 'a/../../model.bin' is not the name of a file in the index's folder
          ..                | its shard '..' is not the name of a file in the index's folder
          a\\\\..\\\\b      | its shard 'a\\..\\b' is not the name of a file in the index's folder
          ``                | its shard '' is not the name of a file in the index's folder
          a\\u0000b         | its shard 'a\\u0000b' is not the name of a file in the index's folder
          .                 | 1 of its 1 files of weights is missing: .
          """)
  void shardsOutsideOfTheFolderAreRefused(String shard, String reason) throws Exception {
    Files.writeString(folder.resolve(INDEX), "{\"weight_map\": {\"x\": \"" + shard + "\"}}");
    assertRefused(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                      | the index is not a JSON object
          {}                                      | the index has no weight_map
          {"weight_map": {}}                      | its weight_map lists no tensors
          {"weight_map": []}                      | its weight_map is not a JSON object
          {"weight_map": {"x": 1}}                | its weight_map has something other than a file's name at 'x'
          {"weight_map": {"x": ["a"]}}            | its weight_map has something other than a file's name at 'x'
          {"weight_map": {"x": "a", "x": "b"}}    | its weight_map lists 'x' twice
          {"weight_map": {"x": "a"}, "weight_map": {"x": "b"}} | the index lists weight_map twice
          {"weight_map": {"x": "a"}} 7            | the index goes on after its JSON object
          """)
  void anIndexOfAnotherShapeIsRefused(String json, String reason) throws Exception {
    Files.writeString(folder.resolve(INDEX), json);
    assertRefused(reason);
  }

  @Test
  void anIndexThatIsNotJsonIsRefusedWithThePlace() throws Exception {
    Files.writeString(folder.resolve(INDEX), "{\n  \"weight_map\": }");
    assertThatThrownBy(
            () -> new ShardedWeights(new SafetensorsWeights()).tensors(folder.resolve(INDEX)))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageStartingWith("line 2, column 17 is not JSON: Unexpected character");
  }

  /** However an index is damaged, there is a reason, or shards within its folder. */
  @Property(tries = 500)
  void aDamagedIndexDoesNoHarm(
      @ForAll @IntRange(max = 9999) int place,
      @ForAll byte flipped,
      @ForAll @IntRange(min = 5000, max = 10_000) int length)
      throws Exception {
    byte[] whole = Files.readAllBytes(Checkpoints.file("gpt2/" + INDEX));
    byte[] bytes = Arrays.copyOf(whole, whole.length * length / 10_000);
    bytes[bytes.length * place / 10_000] ^= flipped;
    Files.write(scratch, bytes);
    try {
      for (String shard : ShardIndex.read(scratch).shards()) {
        assertThat(scratch.resolveSibling(shard).normalize()).startsWithRaw(scratch.getParent());
      }
    } catch (InvalidWeightsException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n");
    }
  }

  private void edit(String written, String instead) throws IOException {
    Path index = folder.resolve(INDEX);
    Files.writeString(index, Files.readString(index).replace(written, instead));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(
            () -> new ShardedWeights(new SafetensorsWeights()).tensors(folder.resolve(INDEX)))
        .isInstanceOfSatisfying(
            InvalidWeightsException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
