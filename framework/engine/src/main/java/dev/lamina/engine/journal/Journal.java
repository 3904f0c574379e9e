package dev.lamina.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * An append-only file of events, one JSON object a line. A line ends with the CRC-32 of what comes
 * before it, so that a line cut by a crash is noticed and ignored.
 */
public final class Journal implements AutoCloseable {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String CRC = ",\"crc\":\"";

  private final Path file;
  private final FileChannel channel;
  private boolean torn;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * An event with its time.
   *
   * @param at in milliseconds
   */
  public record Entry(Instant at, Event event) {}

  /** Opens a journal to append to, making the file if it is missing. */
  public static Journal open(Path file) throws IOException {
    boolean cut = Files.exists(file) && !endsWithNewline(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    if (cut) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return new Journal(file, channel);
  }

  private static boolean endsWithNewline(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() == 0
          || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }
  }

  /** Appends an event; safe to call from several threads. */
  public synchronized void append(Event event) {
    try {
      String line = torn ? "\n" + line(event) : line(event);
      torn = true; // until the whole line is there
      write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      torn = false;
      if (event instanceof Event.StageEnded
          || event instanceof Event.AnalysisEnded
          || event instanceof Event.Ended) {
        channel.force(false);
      }
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String line(Event event) throws JsonProcessingException {
    ObjectNode node = JSON.createObjectNode();
    node.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    // as Event, so that the kind is written
    node.setAll((ObjectNode) JSON.readTree(JSON.writerFor(Event.class).writeValueAsString(event)));
    String body = JSON.writeValueAsString(node);
    String open = body.substring(0, body.length() - 1);
    return open + CRC + crc(open) + "\"}\n";
  }

  /** Reads all whole lines of a journal. */
  public static List<Entry> read(Path file) throws IOException {
    return read(file, line -> true);
  }

  /** Reads the whole lines that are wanted. */
  static List<Entry> read(Path file, Predicate<String> wanted) throws IOException {
    // a damaged byte costs its line, not the journal
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.lines().filter(wanted).map(Journal::parse).flatMap(Optional::stream).toList();
  }

  private static Optional<Entry> parse(String line) {
    int end = line.lastIndexOf(CRC);
    if (end < 0 || !line.substring(end).equals(CRC + crc(line.substring(0, end)) + "\"}")) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(line);
      Instant at = Instant.parse(node.path("at").asText());
      return Optional.of(new Entry(at, JSON.treeToValue(node, Event.class)));
    } catch (JsonProcessingException | java.time.DateTimeException e) {
      return Optional.empty(); // written by a newer version
    }
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }
}
