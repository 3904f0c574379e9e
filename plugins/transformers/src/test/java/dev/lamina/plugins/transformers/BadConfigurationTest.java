package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads about a {@code config.json} that cannot be computed. */
class BadConfigurationTest {

  private ModelCopy folder;

  @BeforeEach
  void copyOfTheTinyGpt2(@TempDir Path path) throws IOException {
    folder = ModelCopy.copy("gpt2", path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "activation_function": "gelu_new" | "activation_function": null | 2:26 | activation_function is null, not supported; supported: gelu, gelu_accurate, gelu_fast, gelu_new, gelu_python, gelu_python_tanh, gelu_pytorch_tanh, quick_gelu, relu, silu, swish
          "n_head": 3 | "n_head": 5 | 16:13 | n_head 5 does not divide n_embd 18
          "n_head": 3 | "n_head": -3 | 16:13 | n_head is -3 but must be from 1 to 16384
          "n_head": 3 | "n_head": 3.0 | 16:13 | n_head is 3.0 but must be a whole number
          "n_head": 3 | "n_head": [3] | 16:13 | n_head is a list but must be a whole number
          "n_layer": 3 | "n_layer": 99999999999999 | 18:14 | n_layer is 99999999999999 but must be from 1 to 10000
          "n_layer": 3 | "n_layers": 3 |  | n_layer is missing
          "n_layer": 3 | "n_layer": null | 18:14 | n_layer is missing
          "model_type": "gpt2" | "model_type": "mamba" | 14:17 | model_type is 'mamba'; supported: bert, bloom, distilbert, electra, falcon, gemma, gemma2, gemma3_text, gpt2, gpt_bigcode, gpt_neox, gptj, granite, llama, mistral, modernbert, mpnet, olmo, olmo2, opt, phi, qwen2, qwen3, roberta, stablelm, xlm-roberta
          "model_type": "gpt2" | "type": "gpt2" |  | model_type is missing; supported: bert, bloom, distilbert, electra, falcon, gemma, gemma2, gemma3_text, gpt2, gpt_bigcode, gpt_neox, gptj, granite, llama, mistral, modernbert, mpnet, olmo, olmo2, opt, phi, qwen2, qwen3, roberta, stablelm, xlm-roberta
          "gelu_new" | "snake" | 2:26 | activation_function is 'snake', not supported; supported: gelu, gelu_accurate, gelu_fast, gelu_new, gelu_python, gelu_python_tanh, gelu_pytorch_tanh, quick_gelu, relu, silu, swish
          "layer_norm_epsilon": 0.001 | "layer_norm_epsilon": -1 | 13:25 | layer_norm_epsilon is -1 but must be above 0 and below 1
          "scale_attn_weights": true | "scale_attn_weights": false | 24:25 | scale_attn_weights is false, not supported; supported: true
          "scale_attn_by_inverse_layer_idx": false | "scale_attn_by_inverse_layer_idx": true | 23:38 | scale_attn_by_inverse_layer_idx is true, not supported; supported: false
          "scale_attn_by_inverse_layer_idx": false | "scale_attn_by_inverse_layer_idx": 1 | 23:38 | scale_attn_by_inverse_layer_idx is 1 but must be true or false
          "use_cache": true | "quantization_config": {} | 32:26 | quantization_config is a mapping, not supported

          """)
  void aConfigurationThatCannotBeComputed(
      String written, String instead, String place, String message) throws IOException {
    folder.edit("config.json", written, instead);
    String where = place == null ? "config.json" : "config.json:" + place;
    assertThat(folder.problems()).containsExactly(where + ": error: " + message);
  }

  @Test
  void severalConfigurationProblemsAtOnce() throws IOException {
    folder.edit("config.json", "\"gelu_new\"", "\"snake\"");
    folder.edit("config.json", "\"n_embd\": 18", "\"n_embd\": 0");
    folder.edit("config.json", "\"add_cross_attention\": false", "\"add_cross_attention\": true");
    assertThat(folder.problems()).hasSize(3).allMatch(line -> line.startsWith("config.json:"));
  }

  @Test
  void positionsThatBertDoesNotCompute() throws IOException {
    folder = ModelCopy.copy("bert", folder.path());
    folder.edit(
        "config.json", "\"use_cache\": true", "\"position_embedding_type\": \"relative_key\"");
    folder.edit("config.json", "\"is_decoder\": false", "\"is_decoder\": true");
    assertThat(folder.problems())
        .containsExactly(
            "config.json:26:30: error: position_embedding_type is 'relative_key', not supported;"
                + " supported: absolute",
            "config.json:16:17: error: is_decoder is true, not supported; supported: false");
  }

  @Test
  void brokenJson() throws IOException {
    folder.edit("config.json", "\"n_head\": 3,", "\"n_head\" 3,");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("config.json:16:12: error: this is not JSON: Unexpected character ('3'");
    Files.writeString(folder.file("config.json"), "[]");
    assertThat(folder.problems())
        .containsExactly("config.json: error: the file does not hold a JSON object");
    Files.writeString(folder.file("config.json"), "");
    assertThat(folder.problems())
        .containsExactly("config.json: error: the file does not hold a JSON object");
  }
}
