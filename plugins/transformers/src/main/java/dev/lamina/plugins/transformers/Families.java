package dev.lamina.plugins.transformers;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.bert.Bert;
import dev.lamina.plugins.transformers.family.bert.DistilBert;
import dev.lamina.plugins.transformers.family.bert.Electra;
import dev.lamina.plugins.transformers.family.bert.ModernBert;
import dev.lamina.plugins.transformers.family.bert.MpNet;
import dev.lamina.plugins.transformers.family.bert.Roberta;
import dev.lamina.plugins.transformers.family.gpt.Bloom;
import dev.lamina.plugins.transformers.family.gpt.Falcon;
import dev.lamina.plugins.transformers.family.gpt.Gpt2;
import dev.lamina.plugins.transformers.family.gpt.GptBigCode;
import dev.lamina.plugins.transformers.family.gpt.GptJ;
import dev.lamina.plugins.transformers.family.gpt.GptNeoX;
import dev.lamina.plugins.transformers.family.gpt.Opt;
import dev.lamina.plugins.transformers.family.gpt.Phi;
import dev.lamina.plugins.transformers.family.llama.Gemma;
import dev.lamina.plugins.transformers.family.llama.Gemma2;
import dev.lamina.plugins.transformers.family.llama.Gemma3;
import dev.lamina.plugins.transformers.family.llama.Granite;
import dev.lamina.plugins.transformers.family.llama.Llama;
import dev.lamina.plugins.transformers.family.llama.Mistral;
import dev.lamina.plugins.transformers.family.llama.Olmo;
import dev.lamina.plugins.transformers.family.llama.Olmo2;
import dev.lamina.plugins.transformers.family.llama.Qwen2;
import dev.lamina.plugins.transformers.family.llama.Qwen3;
import dev.lamina.plugins.transformers.family.llama.StableLm;
import java.util.List;
import java.util.Optional;

/** The families that can be computed. */
final class Families {

  private final List<Family> families =
      List.of(
          Bert.family(),
          Bloom.family(),
          DistilBert.family(),
          Electra.family(),
          Falcon.family(),
          Gemma.family(),
          Gemma2.family(),
          Gemma3.family(),
          Gpt2.family(),
          GptBigCode.family(),
          GptJ.family(),
          GptNeoX.family(),
          Granite.family(),
          Llama.family(),
          Mistral.family(),
          ModernBert.family(),
          MpNet.family(),
          Olmo.family(),
          Olmo2.family(),
          Opt.family(),
          Phi.family(),
          Qwen2.family(),
          Qwen3.family(),
          Roberta.family(),
          Roberta.multilingual(),
          StableLm.family());

  /** The family of a configuration; empty if it has none that is known, which was reported. */
  Optional<Family> of(ConfigFile config) {
    config.mustBeAbsent("quantization_config");
    config.mustBeAbsent("per_layer_config");
    Optional<String> type = config.text("model_type");
    Optional<Family> found =
        families.stream().filter(family -> type.equals(Optional.of(family.modelType()))).findAny();
    if (found.isEmpty()) {
      String what =
          type.map(Quoted::of).map("model_type is "::concat).orElse("model_type is missing");
      config.error("model_type", what + "; supported: " + String.join(", ", names()));
    }
    return found;
  }

  /** Their {@code model_type}, in alphabetical order. */
  List<String> names() {
    return families.stream().map(Family::modelType).sorted().toList();
  }
}
