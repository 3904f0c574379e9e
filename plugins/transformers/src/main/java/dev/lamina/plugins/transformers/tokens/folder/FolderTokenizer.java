package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.FamilyTokens;
import dev.lamina.plugins.transformers.tokens.FamilyTokens.Frame;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the tokenizer in a folder as Hugging Face's hub has them: tokenizer.json, which is taken as
 * it is, or the files that some models have instead.
 */
public final class FolderTokenizer {

  private static final String JSON = "tokenizer.json";

  /** Families whose tokenizer.json is followed whatever class stands beside it. */
  private static final Set<String> WITHOUT_CLASS =
      Set.of("mistral", "olmo2", "gpt_bigcode", "granite", "stablelm", "modernbert");

  /** Classes that say nothing about the family. */
  private static final Set<String> GENERAL =
      Set.of("PreTrainedTokenizer", "TokenizersBackend", "PythonBackend");

  private final TokenizerFiles files;
  private final TokenizerSettings settings;
  private final String modelType;

  private FolderTokenizer(TokenizerFiles files, TokenizerSettings settings, String modelType) {
    this.files = files;
    this.settings = settings;
    this.modelType = modelType;
  }

  /**
   * Whether a folder has a tokenizer, or a part of one; reports it if not.
   *
   * @param folder that exists
   */
  public static boolean isIn(Path folder, Problems problems) {
    TokenizerFiles files = new TokenizerFiles(folder);
    boolean found =
        Stream.concat(
                Stream.of(JSON, "vocab.json", "vocab.txt"), TokenizerFiles.SENTENCE_PIECE.stream())
            .anyMatch(files::has);
    if (!found) {
      InvalidTokenizerException missing =
          files.invalid(JSON, "the file is missing; " + TokenizerFiles.ADVICE);
      problems.error(missing.location(), missing.reason());
    }
    return found;
  }

  /**
   * Reads the tokenizer of a folder.
   *
   * @param modelType the model's family as config.json names it, which tells the tokenizer's class
   *     where its own files do not
   * @throws InvalidModelException if it cannot be used; the problem was reported
   */
  public static ModelTokenizer read(Path folder, String modelType, Problems problems)
      throws InvalidModelException {
    try {
      TokenizerFiles files = new TokenizerFiles(folder);
      return new FolderTokenizer(files, files.settings(), modelType).read();
    } catch (InvalidTokenizerException e) {
      problems.error(e.location(), e.reason());
      throw new InvalidModelException();
    }
  }

  private ModelTokenizer read() throws InvalidTokenizerException {
    if (files.has(JSON)) {
      return ModelTokenizer.of(files.name(JSON), files.bytes(JSON), besideJson());
    }
    TokenizerKind kind = kind();
    return ModelTokenizer.of(files.name(kind.file(files)), kind.convert(files, settings));
  }

  /**
   * A tokenizer.json says itself which tokens are put around a text, and transformers 5 follows it,
   * whatever add_bos_token says beside it. Some classes put their own there instead.
   */
  private FamilyTokens besideJson() throws InvalidTokenizerException {
    Optional<String> named = settings.tokenizerClass();
    Optional<TokenizerKind> kind =
        named.isPresent() ? TokenizerKind.ofClass(named.get()) : TokenizerKind.ofModel(modelType);
    Optional<String> bos = settings.token("bos_token").map(AddedToken::content);
    if (bos.isEmpty() && !settings.isWithout("bos_token")) {
      bos = kind.flatMap(TokenizerKind::bos);
    }
    return new FamilyTokens(
        bos, WITHOUT_CLASS.contains(modelType) ? Optional.empty() : frame(kind));
  }

  private Optional<Frame> frame(Optional<TokenizerKind> kind) throws InvalidTokenizerException {
    if (settings.tokenizerClass().equals(Optional.of("CodeLlamaTokenizer"))) {
      String bos = settings.token("bos_token").map(AddedToken::content).orElse("<s>");
      return Optional.of(new Frame(List.of(bos), List.of()));
    }
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return switch (kind.get()) {
      case GPT_NEOX -> Optional.of(new Frame(List.of(), List.of()));
      case BERT -> Optional.of(frame("cls_token", "[CLS]", "sep_token", "[SEP]"));
      case ROBERTA, MPNET -> Optional.of(frame("cls_token", "<s>", "sep_token", "</s>"));
      case XLM_ROBERTA -> Optional.of(frame("bos_token", "<s>", "eos_token", "</s>"));
      case GPT2, QWEN2, LLAMA, GEMMA -> Optional.empty();
    };
  }

  private Frame frame(String frontRole, String front, String backRole, String back)
      throws InvalidTokenizerException {
    return new Frame(
        List.of(settings.token(frontRole).map(AddedToken::content).orElse(front)),
        List.of(settings.token(backRole).map(AddedToken::content).orElse(back)));
  }

  private TokenizerKind kind() throws InvalidTokenizerException {
    Optional<String> named = settings.tokenizerClass().filter(name -> !GENERAL.contains(name));
    Optional<TokenizerKind> kind =
        named.isPresent() ? TokenizerKind.ofClass(named.get()) : TokenizerKind.ofModel(modelType);
    if (kind.isEmpty()) {
      String what = named.orElse("the tokenizer of " + modelType);
      throw files.invalid(
          JSON,
          "the file is missing, and %s cannot be made from other files; %s"
              .formatted(Quoted.bare(what), TokenizerFiles.ADVICE));
    }
    return kind.get();
  }
}
