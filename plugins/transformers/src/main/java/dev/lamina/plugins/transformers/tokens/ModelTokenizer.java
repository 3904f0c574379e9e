package dev.lamina.plugins.transformers.tokens;

import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.check.CheckedTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** The tokenizer of a model: a tokenizer.json that was checked, and its special tokens. */
public final class ModelTokenizer {

  /**
   * The largest ids that a tokenizer gives.
   *
   * @param always the largest one of a text that spells no added token; -1 if there is none
   * @param spelled the largest one of all
   */
  public record Ids(long always, long spelled) {}

  private final String origin;
  private final byte[] json;
  private final String jsonSha256;
  private final Ids ids;
  private final SpecialTokens special;

  private ModelTokenizer(
      String origin, byte[] json, String jsonSha256, Ids ids, SpecialTokens special) {
    this.origin = origin;
    this.json = json;
    this.jsonSha256 = jsonSha256;
    this.ids = ids;
    this.special = special;
  }

  /**
   * Checks a tokenizer.
   *
   * @param origin the file that it comes from, for messages
   * @param json a tokenizer.json; not copied
   * @param family what the file does not say
   * @throws InvalidTokenizerException if the text cannot be a tokenizer; finding this out does not
   *     build the tokenizer
   */
  public static ModelTokenizer of(String origin, byte[] json, FamilyTokens family)
      throws InvalidTokenizerException {
    CheckedTokenizer checked = CheckedTokenizer.check(origin, json);
    NativeTokenizers.tryToOpen(origin, checked.skeleton());
    SpecialTokens special = family.of(origin, checked);
    long largestSpecial =
        Stream.concat(special.front().stream(), special.back().stream())
            .mapToLong(Integer::longValue)
            .max()
            .orElse(-1);
    long largest = Math.max(checked.vocabulary().largestId().orElse(-1), largestSpecial);
    Ids ids = new Ids(largest, checked.vocabulary().largestOfAll());
    return new ModelTokenizer(origin, json, sha256(json), ids, special);
  }

  /**
   * Checks a tokenizer that was made from other files.
   *
   * @param origin the file that it comes from, for messages
   * @throws InvalidTokenizerException if it cannot be a tokenizer
   */
  public static ModelTokenizer of(String origin, Converted converted)
      throws InvalidTokenizerException {
    try {
      return of(origin, converted.json(), new FamilyTokens(converted.bos(), Optional.empty()));
    } catch (InvalidTokenizerException e) {
      throw new InvalidTokenizerException(Location.file(origin), e.reason());
    }
  }

  /** The same tokenizer with a choice of BOS; none if BOS is wanted and there is no such token. */
  public Optional<ModelTokenizer> with(Bos choice) {
    if (choice == Bos.ALWAYS && special.bos().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ModelTokenizer(origin, json, jsonSha256, ids, special.with(choice)));
  }

  /** The file that it comes from. */
  public String origin() {
    return origin;
  }

  /** The largest ids. */
  public Ids ids() {
    return ids;
  }

  /** The tokens around every text. */
  public SpecialTokens special() {
    return special;
  }

  /** SHA-256, hexadecimal, of all that the tokens of a text depend on. */
  public String fingerprint() {
    String around = "%s %s %s".formatted(special.bos(), special.front(), special.back());
    return sha256((jsonSha256 + " " + around).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Opens the tokenizer; the caller closes it.
   *
   * @param rows of the token embedding: a text that becomes a token beyond them is refused
   */
  public Tokenizer open(int rows) {
    return JsonTokenizer.open(origin, json, special, rows);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
