package dev.lamina.plugins.transformers.reference;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.model.Reference;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the script is asked, and what it answers. */
final class JobFile {

  private static final JsonFactory JSON = new JsonFactory();

  private JobFile() {}

  /**
   * Writes what it is asked.
   *
   * @param model a folder or a GGUF file
   * @param out where its files go
   */
  static void write(Path file, Path model, List<Reference.Prompt> prompts, Path out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("model", model.toString());
      json.writeStringField("out", out.toString());
      json.writeArrayFieldStart("prompts");
      for (Reference.Prompt prompt : prompts) {
        json.writeStartObject();
        json.writeStringField("text", prompt.text());
        json.writeFieldName("ids");
        json.writeArray(prompt.ids(), 0, prompt.ids().length);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * Reads its answer: {@code {"versions": TEXT, "notes": [TEXT, ...]}}.
   *
   * @param line the last that it printed
   */
  static Reference.Ran outcome(String line) throws IOException {
    String versions = "transformers";
    List<String> notes = new ArrayList<>();
    try (JsonParser json = JSON.createParser(line)) {
      String key = "";
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          key = json.currentName();
        } else if (json.currentToken() == JsonToken.VALUE_STRING && key.equals("versions")) {
          versions = Quoted.bare(json.getText());
        } else if (json.currentToken() == JsonToken.VALUE_STRING && key.equals("notes")) {
          notes.add(Quoted.bare(json.getText()));
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "transformers ended with an answer that means nothing: " + Quoted.of(line), e);
    }
    return new Reference.Ran(versions, notes);
  }
}
