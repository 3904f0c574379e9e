package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The classes of tokenizers in transformers that are known here. */
enum TokenizerKind {
  GPT2,
  GPT_NEOX,
  QWEN2,
  ROBERTA,
  BERT,
  MPNET,
  LLAMA,
  GEMMA,
  XLM_ROBERTA;

  /** The kind of a class in transformers. */
  static Optional<TokenizerKind> ofClass(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "GPT2Tokenizer", "CodeGenTokenizer" -> GPT2;
          case "GPTNeoXTokenizer" -> GPT_NEOX;
          case "Qwen2Tokenizer" -> QWEN2;
          case "RobertaTokenizer" -> ROBERTA;
          case "BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer" -> BERT;
          case "MPNetTokenizer" -> MPNET;
          case "LlamaTokenizer" -> LLAMA;
          case "GemmaTokenizer" -> GEMMA;
          case "XLMRobertaTokenizer" -> XLM_ROBERTA;
          default -> null;
        });
  }

  /** The kind that a family has by default. */
  static Optional<TokenizerKind> ofModel(String type) {
    return Optional.ofNullable(
        switch (type) {
          case "gpt2", "gptj", "gpt_neo", "opt", "phi" -> GPT2;
          case "gpt_neox", "olmo" -> GPT_NEOX;
          case "qwen2", "qwen3" -> QWEN2;
          case "roberta" -> ROBERTA;
          case "bert", "distilbert", "electra" -> BERT;
          case "mpnet" -> MPNET;
          case "llama", "mistral" -> LLAMA;
          case "gemma", "gemma2", "gemma3", "gemma3_text" -> GEMMA;
          case "xlm-roberta" -> XLM_ROBERTA;
          default -> null;
        });
  }

  /** The BOS token where no file names it. */
  Optional<String> bos() {
    return Optional.ofNullable(
        switch (this) {
          case GPT2, GPT_NEOX -> "<|endoftext|>";
          case ROBERTA, MPNET, LLAMA, XLM_ROBERTA -> "<s>";
          case GEMMA -> "<bos>";
          case QWEN2, BERT -> null;
        });
  }

  /** The file of the vocabulary. */
  String file(TokenizerFiles files) {
    return switch (this) {
      case GPT2, GPT_NEOX, QWEN2, ROBERTA -> "vocab.json";
      case BERT, MPNET -> "vocab.txt";
      case LLAMA, GEMMA, XLM_ROBERTA ->
          TokenizerFiles.SENTENCE_PIECE.stream()
              .filter(files::has)
              .findFirst()
              .orElse("tokenizer.model");
    };
  }

  /**
   * Makes a tokenizer.json.
   *
   * @throws InvalidTokenizerException if a file is missing or damaged, or nothing exact can be made
   */
  Converted convert(TokenizerFiles files, TokenizerSettings settings)
      throws InvalidTokenizerException {
    return switch (this) {
      case GPT2 -> ByteLevelFamily.GPT2.convert(bytePairs(files), settings);
      case GPT_NEOX -> ByteLevelFamily.GPT_NEOX.convert(bytePairs(files), settings);
      case QWEN2 -> ByteLevelFamily.QWEN2.convert(bytePairs(files), settings);
      case ROBERTA -> ByteLevelFamily.ROBERTA.convert(bytePairs(files), settings);
      case BERT -> wordPieces(WordPieceFamily.BERT, files, settings);
      case MPNET -> wordPieces(WordPieceFamily.MPNET, files, settings);
      case LLAMA -> SentencePieceFamily.LLAMA.convert(sentencePieces(files), settings);
      case GEMMA -> SentencePieceFamily.GEMMA.convert(sentencePieces(files), settings);
      case XLM_ROBERTA -> SentencePieceFamily.XLM_ROBERTA.convert(sentencePieces(files), settings);
    };
  }

  private static BytePairFiles bytePairs(TokenizerFiles files) throws InvalidTokenizerException {
    return BytePairFiles.read(
        files.name("vocab.json"),
        files.bytes("vocab.json"),
        files.name("merges.txt"),
        files.bytes("merges.txt"));
  }

  private Converted wordPieces(
      WordPieceFamily family, TokenizerFiles files, TokenizerSettings settings)
      throws InvalidTokenizerException {
    String file = file(files);
    return family.convert(files.name(file), files.bytes(file), settings);
  }

  private SentencePieceModel sentencePieces(TokenizerFiles files) throws InvalidTokenizerException {
    String file = file(files);
    byte[] bytes = files.bytes(file);
    if (isTiktoken(bytes)) {
      throw files.invalid(
          file,
          "this is a tiktoken vocabulary, not a sentencepiece model; tokenizer.json is needed: "
              + TokenizerFiles.ADVICE);
    }
    return SentencePieceModel.read(files.name(file), bytes);
  }

  /** Lines of a token in base 64, a space and its id. */
  private static boolean isTiktoken(byte[] bytes) {
    int end = Math.min(bytes.length, 200);
    String begin = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return begin.matches("(?s)[A-Za-z0-9+/]+={0,2} [0-9]+\\r?\\n.*");
  }
}
