package dev.lamina.plugins.transformers.source.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.plugins.transformers.weights.gguf.GgufFileBuilder;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a GGUF file asks for and Lamina does not compute is refused by name. */
class UnsupportedGgufTest {

  @TempDir private Path folder;

  @Test
  void theSmallestLlamaIsRead() throws Exception {
    assertThat(problems(llama())).isEmpty();
  }

  @Test
  void anotherArchitectureIsNamedWithThoseThatAreSupported() throws Exception {
    assertThat(problems(new GgufFileBuilder().text("general.architecture", "mamba")))
        .containsExactly(
            "general.architecture is 'mamba'; supported: bloom, falcon, gemma, gemma2, gemma3,"
                + " gpt2, granite, llama, olmo, olmo2, phi2, qwen2, qwen3, stablelm");
    assertThat(problems(new GgufFileBuilder()).get(0))
        .startsWith("general.architecture is missing; supported: bloom, falcon");
  }

  @Test
  void aFileOfAVocabularyAloneIsRefused() throws Exception {
    assertThat(problems(new GgufFileBuilder().text("general.architecture", "llama")))
        .containsExactly("the file holds no tensors, only a vocabulary");
  }

  @Test
  void metadataThatNobodyUnderstandsIsListed() throws Exception {
    GgufFileBuilder builder =
        llama().number("llama.attention.scale", .5f).integer("llama.attention.sliding_window", 8);
    assertThat(problems(builder))
        .containsExactly(
            "metadata llama.attention.scale is 0.5, not supported",
            "metadata llama.attention.sliding_window is 8, not supported");
  }

  @Test
  void metadataOfOthersDoesNotMatter() throws Exception {
    assertThat(problems(llama().text("general.name", "x").integer("quantize.imatrix.chunks", 3)))
        .isEmpty();
  }

  @Test
  void tensorsThatNobodyKnowsAreListed() throws Exception {
    GgufFileBuilder builder =
        llama().tensor("blk.0.attn_sinks.weight", 2).tensor("blk.0.ffn_gate.scale", 1);
    assertThat(problems(builder))
        .containsExactly(
            "2 tensors are not known in architecture llama: blk.0.attn_sinks.weight,"
                + " blk.0.ffn_gate.scale");
  }

  @Test
  void expertsAreRefused() throws Exception {
    assertThat(problems(llama().integer("llama.expert_count", 0))).isEmpty();
    assertThat(problems(llama().integer("llama.expert_count", 8)))
        .containsExactly("metadata llama.expert_count is 8, not supported; supported: 0");
  }

  @Test
  void attentionInBothDirectionsIsRefused() throws Exception {
    assertThat(problems(llama().flag("llama.attention.causal", false)))
        .containsExactly(
            "metadata llama.attention.causal is false, not supported; supported: true");
  }

  @Test
  void headsOfKeysWithAWidthOfTheirOwnAreRefused() throws Exception {
    assertThat(problems(llama().integer("llama.attention.key_length", 3)))
        .containsExactly(
            "metadata llama.attention.value_length is missing, not supported; supported: 3");
  }

  @Test
  void headsThatDifferFromLayerToLayerAreRefused() throws Exception {
    assertThat(problems(llama().integers("llama.attention.head_count_kv", 1, 2)))
        .containsExactly(
            "metadata llama.attention.head_count_kv is a list of 2 whole numbers but must be a"
                + " whole number");
  }

  @Test
  void otherScalingsOfRotaryPositionsAreRefused() throws Exception {
    assertThat(problems(llama().text("llama.rope.scaling.type", "longrope")))
        .containsExactly(
            "metadata llama.rope.scaling.type is 'longrope', not supported; supported: none,"
                + " linear, yarn");
    assertThat(problems(llama().number("llama.rope.scaling.attn_factor", 1.2f)))
        .containsExactly("metadata llama.rope.scaling.attn_factor is 1.2, not supported");
    assertThat(problems(llama().text("llama.rope.scaling.type", "yarn")))
        .containsExactly("metadata llama.rope.scaling.factor is missing");
    assertThat(problems(llama().integer("llama.rope.dimension_count", 2)))
        .containsExactly("metadata llama.rope.dimension_count is 2, not supported; supported: 4");
    assertThat(problems(llama().tensor("rope_factors_long.weight", 2)))
        .containsExactly("1 tensor is not known in architecture llama: rope_factors_long.weight");
  }

  /** 0, 1 are what the two frequencies of a head of 4 would be divided by. */
  @Test
  void divisorsThatLlama3DoesNotHaveAreRefused() throws Exception {
    assertThat(problems(llama().tensor("rope_freqs.weight", 2)))
        .containsExactly(
            "tensor rope_freqs.weight holds 0.0 at 0, which is not Llama 3's scaling of rotary"
                + " frequencies");
    assertThat(problems(llama().tensor("rope_freqs.weight", 3)))
        .containsExactly(
            "tensor rope_freqs.weight has 3 numbers instead of 2, which is not Llama 3's scaling"
                + " of rotary frequencies");
  }

  @Test
  void divisorsThatWouldSpeedUpRotationAreRefused() throws Exception {
    assertThat(problems(llama().tensor("rope_freqs.weight", new float[] {0, 0}, 2)))
        .containsExactly(
            "tensor rope_freqs.weight ends with 0.0, which is not Llama 3's scaling of rotary"
                + " frequencies");
  }

  @Test
  void divisorsOfOneChangeNothing() throws Exception {
    GgufFile file =
        GgufFile.open(
            llama().tensor("rope_freqs.weight", new float[] {1, 1}, 2).write(folder.resolve("x")));
    assertThat(GgufModel.of(file, new RecordedProblems()).config())
        .doesNotContainKey("rope_scaling");
  }

  @Test
  void aFalconWhoseGroupsAreNotOfItsKindIsRefused() throws Exception {
    GgufFileBuilder falcon =
        new GgufFileBuilder()
            .text("general.architecture", "falcon")
            .integer("falcon.embedding_length", 8)
            .integer("falcon.attention.head_count", 4)
            .integer("falcon.attention.head_count_kv", 2)
            .tensor("token_embd.weight", 3, 8);
    assertThat(problems(falcon))
        .containsExactly(
            "metadata falcon.attention.head_count_kv is 2, not supported; supported: 1 where"
                + " blocks have one norm");
  }

  @Test
  void missingHeadsAreNamed() throws Exception {
    assertThat(
            problems(
                new GgufFileBuilder().text("general.architecture", "llama").tensor("output", 1)))
        .containsExactly("metadata llama.attention.head_count is missing");
  }

  @Test
  void rowsThatAreNoHeadsAreRefused() throws Exception {
    assertThat(problems(llama().tensor("blk.1.attn_q.weight", 6, 8)))
        .containsExactly(
            "tensor 'blk.1.attn_q.weight' has 6 rows, which do not fit the number of heads");
    assertThat(problems(llama().tensor("blk.1.attn_q.bias", 8, new byte[34], 32)))
        .containsExactly(
            "tensor 'blk.1.attn_q.bias' is stored as Q8_0, so that its numbers cannot be put in"
                + " order");
  }

  private static GgufFileBuilder llama() {
    return new GgufFileBuilder()
        .text("general.architecture", "llama")
        .integer("llama.embedding_length", 8)
        .integer("llama.block_count", 1)
        .integer("llama.attention.head_count", 2)
        .tensor("token_embd.weight", 3, 8)
        .tensor("blk.0.attn_q.weight", 8, 8);
  }

  private List<String> problems(GgufFileBuilder builder) throws Exception {
    Path path = builder.write(folder.resolve("model.gguf"));
    RecordedProblems problems = new RecordedProblems();
    GgufFile file = GgufFile.open(path);
    try {
      GgufModel.of(file, problems);
    } catch (InvalidModelException e) {
      assertThat(problems.hasErrors()).isTrue();
    }
    return problems.lines().stream().map(line -> line.replace(path + ": error: ", "")).toList();
  }
}
