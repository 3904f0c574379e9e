package dev.lamina.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How an event stands in a journal: a JSON object that begins with its time and ends with the
 * CRC-32 of what comes before that.
 */
final class EntryLine {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectReader READER = JSON.readerFor(Event.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Event.class);
  private static final String AT = "{\"at\":\"";
  private static final String CRC = ",\"crc\":\"";

  private EntryLine() {}

  /** The line, with its end. */
  static String write(Instant at, Event event) throws JsonProcessingException {
    String body = WRITER.writeValueAsString(event);
    String open = AT + at + "\"," + body.substring(1, body.length() - 1);
    return open + CRC + crc(open) + "\"}\n";
  }

  /** Reads a line; empty if it is damaged, or of a kind that this version does not know. */
  static Optional<Journal.Entry> read(String line) {
    int end = line.lastIndexOf(CRC);
    if (end < 0 || !line.startsWith(AT) || !line.endsWith(crc(line.substring(0, end)) + "\"}")) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(line.substring(AT.length(), line.indexOf('"', AT.length())));
      return Optional.of(new Journal.Entry(at, READER.readValue(line)));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    String hex = Long.toHexString(crc.getValue());
    return "0".repeat(8 - hex.length()) + hex;
  }
}
