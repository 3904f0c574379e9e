package dev.lamina.api.model;

import java.util.List;

/** Splits texts into a model's tokens, adding special tokens as the model's own tokenizer does. */
public interface Tokenizer extends AutoCloseable {

  /** Tokenizes texts, without truncating or padding. */
  List<TokenizedPrompt> encode(List<String> texts);

  @Override
  void close();
}
