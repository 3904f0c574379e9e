package dev.lamina.plugins.transformers.tokens.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes JSON as UTF-8. */
public final class JsonText {

  /** Writes one value. */
  @FunctionalInterface
  public interface Writing {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private JsonText() {}

  /** The bytes that are written. */
  public static byte[] write(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      writing.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Writes a value as it was read. */
  public static void write(JsonValue value, JsonGenerator json) throws IOException {
    if (value instanceof JsonValue.Mapping mapping) {
      json.writeStartObject();
      for (Map.Entry<String, JsonValue> entry : mapping.entries().entrySet()) {
        json.writeFieldName(entry.getKey());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof JsonValue.Sequence sequence) {
      json.writeStartArray();
      for (JsonValue item : sequence.items()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof JsonValue.Text text) {
      json.writeString(text.value());
    } else if (value instanceof JsonValue.Numeral number) {
      json.writeNumber(number.written());
    } else if (value instanceof JsonValue.Flag flag) {
      json.writeBoolean(flag.value());
    } else {
      json.writeNull();
    }
  }
}
