package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.Optional;

/** The sizes that nearly all architectures have, by the keys that nearly all families give them. */
final class Shape {

  private Shape() {}

  static void put(Settings settings, String modelType) throws InvalidWeightsException {
    settings
        .put("model_type", modelType)
        .copyWhole("context_length", "max_position_embeddings")
        .copyWhole("block_count", "num_hidden_layers")
        .copyWhole("embedding_length", "hidden_size")
        .copyWhole("feed_forward_length", "intermediate_size")
        .put("num_attention_heads", heads(settings))
        .put("num_key_value_heads", keyHeads(settings));
    putVocabulary(settings);
    checkPlain(settings);
  }

  /** The embedding's rows, and whether they are the unembedding's too. */
  static void putVocabulary(Settings settings) throws InvalidWeightsException {
    settings.copyWhole("vocab_size", "vocab_size");
    Optional<StoredTensor> embedding = settings.tensor("token_embd.weight");
    embedding.ifPresent(tensor -> settings.put("vocab_size", tensor.shape().get(0)));
    settings.put("tie_word_embeddings", !settings.hasTensor("output.weight"));
  }

  /** Refuses experts, and attention in both directions. */
  static void checkPlain(Settings settings) throws InvalidWeightsException {
    if (settings.whole("expert_count").orElse(0) != 0) {
      throw settings.unsupported("expert_count", "0");
    }
    settings.whole("expert_used_count");
    if (!settings.flag("attention.causal").orElse(true)) {
      throw settings.unsupported("attention.causal", "true");
    }
  }

  static int heads(Settings settings) throws InvalidWeightsException {
    return settings.size("attention.head_count");
  }

  static int keyHeads(Settings settings) throws InvalidWeightsException {
    return settings.size("attention.head_count_kv", heads(settings));
  }

  /** Numbers a head, of queries, keys and values alike. */
  static int headSize(Settings settings) throws InvalidWeightsException {
    int usual = Math.max(1, settings.size("embedding_length") / heads(settings));
    int size = settings.size("attention.key_length", usual);
    if (settings.size("attention.value_length", usual) != size) {
      throw settings.unsupported("attention.value_length", Integer.toString(size));
    }
    return size;
  }
}
