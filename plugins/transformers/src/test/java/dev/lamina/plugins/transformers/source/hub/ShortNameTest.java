package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortNameTest {

  private static final List<ShortName> ALL = ShortName.all();

  @Test
  void theNamesAreThese() {
    assertThat(ALL.stream().map(ShortName::name).toList())
        .containsExactly(
            """
            gpt2-small gpt2-medium gpt2-large gpt2-xl distilgpt2
            pythia-14m pythia-31m pythia-70m pythia-160m pythia-410m
            pythia-1b pythia-1.4b pythia-2.8b pythia-6.9b pythia-12b
            llama-3.2-1b llama-3.2-3b llama-3.1-8b mistral-7b
            smollm2-135m smollm2-360m smollm2-1.7b
            qwen2.5-0.5b qwen2.5-1.5b qwen2.5-3b qwen2.5-7b
            qwen3-0.6b qwen3-1.7b qwen3-4b qwen3-8b
            gemma-2b gemma-2-2b gemma-3-1b
            olmo-1b olmo-2-1b phi-1.5 phi-2 granite-3.1-2b granite-3.1-8b stablelm-2-1.6b
            opt-125m opt-1.3b opt-2.7b opt-6.7b bloom-560m bloom-1b1
            falcon-rw-1b falcon-7b gpt-j-6b starcoderbase-1b
            bert-base-uncased bert-base-cased mbert distilbert
            roberta-base xlm-r-base xlm-r-large electra-small mpnet-base modernbert-base
            """
                .split("\\s+"));
  }

  @Test
  void eachNamesAModelOfItsOwnThatTheHubCanHave() throws Exception {
    assertThat(ALL).extracting(ShortName::repository).doesNotHaveDuplicates();
    for (ShortName model : ALL) {
      HubModel named = HubModel.parse(model.source());
      assertThat(named.repository()).isEqualTo(model.repository()).contains("/");
      assertThat(named.revision()).isEqualTo("main");
    }
  }

  @Test
  void descriptionsFitALine() {
    assertThat(ALL)
        .allSatisfy(
            model ->
                assertThat(model.description())
                    .matches(".+, [0-9]+ layers, d_model [0-9]+, [0-9.]+[MB] parameters(; gated)?")
                    .hasSizeLessThan(80));
  }

  @Test
  void aNameIsFound() {
    assertThat(ShortName.find("mbert").map(ShortName::source))
        .contains("hf:google-bert/bert-base-multilingual-cased");
    assertThat(ShortName.find("nobody")).isEmpty();
  }
}
