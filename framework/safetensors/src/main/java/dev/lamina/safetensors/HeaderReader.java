package dev.lamina.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Reads a header token by token, so that what it costs is bounded by its length. */
final class HeaderReader {

  private final Path file;
  private final JsonParser json;
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private HeaderReader(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /** The header in the order of its JSON; whether the tensors fit the file is not checked yet. */
  static Header read(Path file, ByteBuffer utf8) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidSafetensorsException(file, "the header is not UTF-8");
    }
    if (!text.startsWith("{")) {
      throw new InvalidSafetensorsException(file, "the header does not begin with '{'");
    }
    try (JsonParser json = Header.JSON.createParser(text)) {
      return new HeaderReader(file, json).header();
    } catch (JsonProcessingException e) {
      String why = Shown.bare(e.getOriginalMessage());
      throw new InvalidSafetensorsException(file, "the header is not JSON: " + why);
    }
  }

  private Header header() throws IOException {
    json.nextToken();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (!names.add(name)) {
        throw invalid("the header lists " + Shown.quoted(name) + " twice");
      }
      if (name.equals(Header.METADATA)) {
        readMetadata();
      } else {
        tensors.add(tensor(name));
      }
    }
    if (json.nextToken() != null) {
      throw invalid("the header goes on after its JSON object");
    }
    return new Header(tensors, metadata);
  }

  private void readMetadata() throws IOException {
    require(json.hasToken(JsonToken.START_OBJECT), Header.METADATA + " is not a JSON object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      require(
          json.nextToken() == JsonToken.VALUE_STRING,
          Header.METADATA + " has a value that is not a string at " + Shown.quoted(key));
      require(
          metadata.put(key, json.getText()) == null,
          Header.METADATA + " lists " + Shown.quoted(key) + " twice");
    }
  }

  private TensorEntry tensor(String name) throws IOException {
    String tensor = "tensor " + Shown.quoted(name);
    require(json.hasToken(JsonToken.START_OBJECT), tensor + " is not a JSON object");
    Set<String> keys = new HashSet<>();
    String dtype = "";
    long[] shape = {};
    long[] offsets = {};
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      require(keys.add(key), tensor + " lists " + Shown.quoted(key) + " twice");
      switch (key) {
        case Header.DTYPE -> dtype = dtype(tensor);
        case Header.SHAPE -> shape = counts(tensor, key);
        case Header.DATA_OFFSETS -> offsets = counts(tensor, key);
        // like the reference implementation, which ignores keys that it does not know
        default -> json.skipChildren();
      }
    }
    for (String key : List.of(Header.DTYPE, Header.SHAPE, Header.DATA_OFFSETS)) {
      require(keys.contains(key), tensor + " has no " + key);
    }
    require(
        offsets.length == 2,
        tensor
            + " has "
            + offsets.length
            + " numbers in data_offsets; there are two, begin and end");
    return new TensorEntry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private String dtype(String tensor) throws IOException {
    require(json.hasToken(JsonToken.VALUE_STRING), tensor + " has a dtype that is not a string");
    String dtype = json.getText();
    require(Dtype.exists(dtype), tensor + " has the unknown dtype " + Shown.quoted(dtype));
    return dtype;
  }

  /** An array of whole numbers from 0 to 2^63 - 1. */
  private long[] counts(String tensor, String key) throws IOException {
    String wrong = tensor + " has a " + key + " that is not a list of whole numbers";
    require(json.hasToken(JsonToken.START_ARRAY), wrong);
    LongStream.Builder counts = LongStream.builder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.hasToken(JsonToken.VALUE_NUMBER_INT), wrong);
      String number = json.getText();
      require(
          json.getNumberType() != JsonParser.NumberType.BIG_INTEGER && json.getLongValue() >= 0,
          tensor + " has " + Shown.bare(number) + " in its " + key + "; 0 to 2^63 - 1 are allowed");
      counts.add(json.getLongValue());
    }
    return counts.build().toArray();
  }

  private void require(boolean condition, String reason) throws InvalidSafetensorsException {
    if (!condition) {
      throw invalid(reason);
    }
  }

  private InvalidSafetensorsException invalid(String reason) {
    return new InvalidSafetensorsException(file, reason);
  }
}
