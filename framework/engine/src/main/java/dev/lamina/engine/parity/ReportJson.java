package dev.lamina.engine.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.check.Check;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reports as JSON. */
public final class ReportJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /** The whole report, readable. */
  public static String write(ParityReport report) {
    ObjectNode page = JSON.createObjectNode();
    ParityReport.Subject subject = report.subject();
    page.put("model", subject.model());
    page.put("family", subject.family());
    page.put("sha256", subject.fingerprint());
    page.put("tokenizer_sha256", subject.tokenizerFingerprint());
    page.put("computation", subject.computation());
    page.setAll(summary(report));
    ArrayNode prompts = page.putArray("prompts");
    for (ParityReport.Prompt prompt : report.prompts()) {
      ObjectNode entry = prompts.addObject();
      entry.put("text", prompt.text());
      ArrayNode tokens = entry.putArray("tokens");
      prompt.tokens().forEach(tokens::add);
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of texts and numbers
    }
  }

  /** What a run's provenance says: all but the model, which it names itself, and the prompts. */
  public static ObjectNode summary(ParityReport report) {
    ObjectNode page = JSON.createObjectNode();
    page.put("date", report.date().toString());
    page.put("holds", report.holds());
    report.against().ifPresent(versions -> page.put("against", versions));
    page.put("prompt_count", report.prompts().size());
    page.put("token_count", report.tokens());
    ArrayNode checks = page.putArray("checks");
    for (Check check : report.checks()) {
      ObjectNode entry = checks.addObject();
      entry.put("name", check.name());
      entry.put("compared", check.compared());
      if (Double.isFinite(check.difference())) {
        entry.put("difference", check.difference());
      } else {
        entry.putNull("difference"); // JSON has neither NaN nor infinity
      }
      entry.put("limit", check.limit());
      check.where().ifPresent(where -> entry.put("where", where));
      entry.put("holds", check.holds());
    }
    ArrayNode notes = page.putArray("notes");
    report.notes().forEach(notes::add);
    return page;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is not that; the message says in what
   */
  static ParityReport read(byte[] json) throws IOException {
    JsonNode page = tree(json);
    try {
      return new ParityReport(
          new ParityReport.Subject(
              text(page, "model"),
              text(page, "family"),
              text(page, "sha256"),
              text(page, "tokenizer_sha256"),
              text(page, "computation")),
          Instant.parse(text(page, "date")),
          Optional.ofNullable(page.get("against")).map(JsonNode::asText),
          list(page, "prompts", ReportJson::prompt),
          list(page, "checks", ReportJson::check),
          list(page, "notes", JsonNode::asText));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static JsonNode tree(byte[] json) throws IOException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("it is not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static ParityReport.Prompt prompt(JsonNode entry) {
    return new ParityReport.Prompt(
        text(entry, "text"), list(entry, "tokens", token -> token.asInt()));
  }

  private static Check check(JsonNode entry) {
    JsonNode difference = member(entry, "difference");
    return new Check(
        text(entry, "name"),
        member(entry, "compared").asLong(),
        difference.isNumber() ? difference.asDouble() : Double.NaN,
        number(entry, "limit"),
        Optional.ofNullable(entry.get("where")).map(JsonNode::asText));
  }

  private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> entry) {
    JsonNode list = member(node, key);
    if (!list.isArray()) {
      throw new IllegalArgumentException("'" + key + "' is not a list");
    }
    return StreamSupport.stream(list.spliterator(), false).map(entry).toList();
  }

  private static double number(JsonNode node, String key) {
    JsonNode number = member(node, key);
    if (!number.isNumber()) {
      throw new IllegalArgumentException("'" + key + "' is not a number");
    }
    return number.asDouble();
  }

  private static String text(JsonNode node, String key) {
    JsonNode text = member(node, key);
    if (!text.isTextual()) {
      throw new IllegalArgumentException("'" + key + "' is not a text");
    }
    return text.asText();
  }

  private static JsonNode member(JsonNode node, String key) {
    JsonNode member = node.get(key);
    if (member == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return member;
  }
}
