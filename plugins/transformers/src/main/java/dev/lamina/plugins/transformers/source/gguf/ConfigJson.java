package dev.lamina.plugins.transformers.source.gguf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.plugins.transformers.config.ConfigFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A configuration that no {@code config.json} holds. */
public final class ConfigJson {

  private ConfigJson() {}

  /**
   * The configuration of some keys and values. What is wrong with them is reported at the file that
   * they come from, as a whole.
   *
   * @param values numbers, texts, truth values, lists and mappings of them
   */
  public static ConfigFile parse(String file, Map<String, ?> values, Problems problems)
      throws InvalidModelException {
    return ConfigFile.parse(file, json(values), new WholeFile(problems));
  }

  private static byte[] json(Map<String, ?> values) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      write(generator, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toByteArray();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName((String) entry.getKey());
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object item : list) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else {
      generator.writeString((String) value);
    }
  }

  /** Lines and columns of a text that no file holds mean nothing to the reader. */
  private record WholeFile(Problems problems) implements Problems {

    @Override
    public void error(String key, String message) {
      problems.error(key, message);
    }

    @Override
    public void error(Location location, String message) {
      problems.error(Location.file(location.source()), message);
    }

    @Override
    public void warning(String key, String message) {
      problems.warning(key, message);
    }

    @Override
    public void warning(Location location, String message) {
      problems.warning(Location.file(location.source()), message);
    }

    @Override
    public boolean hasErrors() {
      return problems.hasErrors();
    }
  }
}
