package dev.lamina.plugins.transformers.tokens.text;

import dev.lamina.plugins.transformers.tokens.json.JsonText.Writing;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The parts of a tokenizer.json. */
public final class Parts {

  /** How Qwen 2 splits text before merging: digits one by one. */
  public static final String QWEN2_SPLIT =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private Parts() {}

  /** A part that has a type and settings, which are written by their Java type. */
  public static Writing part(String type, Object... settings) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("type", type);
      for (int i = 0; i < settings.length; i += 2) {
        json.writeFieldName((String) settings[i]);
        if (settings[i + 1] instanceof Writing nested) {
          nested.writeTo(json);
        } else {
          json.writePOJO(settings[i + 1]);
        }
      }
      json.writeEndObject();
    };
  }

  /** A list of parts. */
  public static Writing list(List<Writing> parts) {
    return json -> {
      json.writeStartArray();
      for (Writing part : parts) {
        part.writeTo(json);
      }
      json.writeEndArray();
    };
  }

  public static Writing normalizers(Writing... parts) {
    return part("Sequence", "normalizers", list(Arrays.asList(parts)));
  }

  public static Writing preTokenizers(Writing... parts) {
    return part("Sequence", "pretokenizers", list(Arrays.asList(parts)));
  }

  /** Splits as GPT-2 does and spells bytes as letters. */
  public static Writing byteLevel(PrefixSpace space) {
    return part(
        "ByteLevel",
        "add_prefix_space",
        space == PrefixSpace.ADDED,
        "trim_offsets",
        true,
        "use_regex",
        true);
  }

  /** Splits by a regular expression, then spells bytes as letters. */
  public static Writing splitThenBytes(String regex) {
    return preTokenizers(
        part(
            "Split",
            "pattern",
            (Writing)
                json -> {
                  json.writeStartObject();
                  json.writeStringField("Regex", regex);
                  json.writeEndObject();
                },
            "behavior",
            "Isolated",
            "invert",
            false),
        part("ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", false));
  }

  public static Writing replace(String from, String to) {
    return part("Replace", "pattern", string(from), "content", to);
  }

  public static Writing string(String pattern) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("String", pattern);
      json.writeEndObject();
    };
  }

  public static Writing precompiled(byte[] map) {
    return part("Precompiled", "precompiled_charsmap", Base64.getEncoder().encodeToString(map));
  }

  /** Spells blanks as U+2581, and puts none in front. */
  public static Writing gemmaNormalizer() {
    return replace(" ", "\u2581");
  }

  /** Splits at blanks, of which the normalizer has left none. */
  public static Writing gemmaSplit() {
    return part("Split", "pattern", string(" "), "behavior", "MergedWithPrevious", "invert", false);
  }

  /**
   * Spells blanks as U+2581.
   *
   * @param scheme where one is put in front: always, first or never
   */
  public static Writing metaspace(String scheme, SplitAtBlanks split) {
    return part(
        "Metaspace",
        "replacement",
        "\u2581",
        "prepend_scheme",
        scheme,
        "split",
        split == SplitAtBlanks.YES);
  }

  /** Whether a blank is put in front of a text. */
  public enum PrefixSpace {
    ADDED,
    NONE
  }

  /** Whether words are split from each other. */
  public enum SplitAtBlanks {
    YES,
    NO
  }
}
