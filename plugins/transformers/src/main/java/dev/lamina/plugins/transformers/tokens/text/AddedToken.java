package dev.lamina.plugins.transformers.tokens.text;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A token that is found in the text before anything else is.
 *
 * @param content its spelling
 * @param traits how it is found
 */
public record AddedToken(String content, Set<Trait> traits) {

  /** How an added token is found. */
  public enum Trait {
    /** Blanks before it belong to it. */
    LSTRIP,
    /** Blanks behind it belong to it. */
    RSTRIP,
    /** Only where no letter touches it. */
    SINGLE_WORD,
    /** In the text as the normalizer leaves it. */
    NORMALIZED,
    /** It stands for no text. */
    SPECIAL;

    /** The key of the trait in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AddedToken {
    traits = Set.copyOf(traits);
  }

  /** A token that stands for no text, found in the text as it is written. */
  public static AddedToken special(String content) {
    return new AddedToken(content, EnumSet.of(Trait.SPECIAL));
  }

  /** Such tokens, by what they are for. */
  public static Map<String, AddedToken> specials(Map<String, String> contents) {
    return contents.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, role -> special(role.getValue())));
  }

  /** A token that stands for its text, found in the text as it is written. */
  public static AddedToken plain(String content) {
    return new AddedToken(content, EnumSet.noneOf(Trait.class));
  }

  /** The same token as one that stands for no text. */
  public AddedToken asSpecial() {
    EnumSet<Trait> more = EnumSet.of(Trait.SPECIAL);
    more.addAll(traits);
    return new AddedToken(content, more);
  }

  public void write(int id, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("content", content);
    for (Trait trait : Trait.values()) {
      json.writeBooleanField(trait.key(), traits.contains(trait));
    }
    json.writeEndObject();
  }
}
