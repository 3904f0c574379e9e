package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.AddedToken.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the files beside a vocabulary say: {@code tokenizer_config.json}, and, as {@code
 * AutoTokenizer} takes them only where that file does not list the added tokens, {@code
 * special_tokens_map.json} and {@code added_tokens.json}.
 */
public final class TokenizerSettings {

  private final JsonValue config;
  private final JsonValue map;
  private final JsonValue added;

  /**
   * @param config tokenizer_config.json
   * @param map special_tokens_map.json
   * @param added added_tokens.json
   */
  public TokenizerSettings(
      JsonValue.Mapping config,
      Optional<JsonValue.Mapping> map,
      Optional<JsonValue.Mapping> added) {
    boolean listed = config.get("added_tokens_decoder").isPresent();
    JsonValue nothing = new JsonValue.Nothing(config.at());
    this.config = config;
    this.map = listed ? nothing : map.<JsonValue>map(value -> value).orElse(nothing);
    this.added = listed ? nothing : added.<JsonValue>map(value -> value).orElse(nothing);
  }

  /** The tokenizer's class in transformers, without the ending {@code Fast}. */
  public Optional<String> tokenizerClass() throws InvalidTokenizerException {
    return text("tokenizer_class").map(name -> name.replaceAll("Fast$", ""));
  }

  /** A text of tokenizer_config.json. */
  public Optional<String> text(String key) throws InvalidTokenizerException {
    Optional<JsonValue> value = config.get(key);
    if (value.isPresent() && !(value.get() instanceof JsonValue.Text)) {
      throw value.get().mustBe(key, "a text");
    }
    return config.text(key);
  }

  /** A switch of tokenizer_config.json. */
  public Optional<Boolean> flag(String key) throws InvalidTokenizerException {
    Optional<JsonValue> value = config.get(key);
    if (value.isPresent() && !(value.get() instanceof JsonValue.Flag)) {
      throw value.get().mustBe(key, "true or false");
    }
    return value.map(flag -> ((JsonValue.Flag) flag).value());
  }

  /** Whether a role ({@code bos_token}) is filled by no token, which {@code null} says. */
  public boolean isWithout(String role) {
    return config instanceof JsonValue.Mapping mapping
        && mapping.entries().get(role) instanceof JsonValue.Nothing
        && map.get(role).isEmpty();
  }

  /** The token that fills a role ({@code bos_token}). */
  public Optional<AddedToken> token(String role) throws InvalidTokenizerException {
    Optional<JsonValue> value = map.get(role).or(() -> config.get(role));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    AddedToken token = token(role, value.get());
    boolean isText = value.get() instanceof JsonValue.Text;
    for (AddedToken listed : added()) {
      if (listed.content().equals(token.content())) {
        return Optional.of(listed.asSpecial());
      }
    }
    return Optional.of(isText ? AddedToken.special(token.content()) : token.asSpecial());
  }

  /** The added tokens, by rising id. */
  public List<AddedToken> added() throws InvalidTokenizerException {
    Map<Long, AddedToken> tokens = new TreeMap<>();
    if (config.get("added_tokens_decoder").orElse(config) instanceof JsonValue.Mapping listed
        && listed != config) {
      for (Map.Entry<String, JsonValue> entry : listed.entries().entrySet()) {
        if (!entry.getKey().matches("[0-9]{1,9}")) {
          throw entry.getValue().mustBe("added_tokens_decoder", "a mapping of ids to tokens");
        }
        tokens.put(Long.valueOf(entry.getKey()), token("an added token", entry.getValue()));
      }
    }
    if (added instanceof JsonValue.Mapping listed) {
      for (Map.Entry<String, JsonValue> entry : listed.entries().entrySet()) {
        long id =
            entry
                .getValue()
                .integer()
                .orElseThrow(
                    () -> entry.getValue().mustBe("the id of an added token", "a whole number"));
        tokens.put(id, legacy(entry.getKey()));
      }
    }
    return List.copyOf(tokens.values());
  }

  /** Special tokens without a role. */
  public List<AddedToken> extra() throws InvalidTokenizerException {
    Map<String, AddedToken> tokens = new LinkedHashMap<>();
    for (String key : List.of("additional_special_tokens", "extra_special_tokens")) {
      for (JsonValue source : List.of(config, map)) {
        for (JsonValue item : source.get(key).map(JsonValue::items).orElse(List.of())) {
          AddedToken token = token(key, item);
          tokens.put(token.content(), token.asSpecial());
        }
      }
    }
    return new ArrayList<>(tokens.values());
  }

  /** added_tokens.json has spellings and ids alone. */
  private AddedToken legacy(String content) {
    boolean special =
        List.of(
                "bos_token",
                "eos_token",
                "unk_token",
                "sep_token",
                "pad_token",
                "cls_token",
                "mask_token")
            .stream()
            .flatMap(role -> map.get(role).or(() -> config.get(role)).stream())
            .anyMatch(value -> content.equals(content(value)));
    return special
        ? AddedToken.special(content)
        : new AddedToken(content, EnumSet.of(Trait.NORMALIZED));
  }

  private static String content(JsonValue value) {
    return value instanceof JsonValue.Text text ? text.value() : value.text("content").orElse("");
  }

  private static AddedToken token(String what, JsonValue value) throws InvalidTokenizerException {
    String content = content(value);
    if (content.isEmpty()) {
      throw value.mustBe(what, "a token: a text, or a mapping with content");
    }
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      if (value.get(trait.key()).orElse(value) instanceof JsonValue.Flag flag && flag.value()) {
        traits.add(trait);
      }
    }
    return new AddedToken(content, traits);
  }
}
