package dev.lamina.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An append-only file of events, one JSON object a line. A line ends with the CRC-32 of what comes
 * before it, so that a line cut by a crash is noticed and ignored. Times never go back, whatever
 * the machine's clock does.
 */
public final class Journal implements AutoCloseable {

  private static final int LONGEST_END = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final InstantSource clock;
  private Instant last;
  private boolean torn;

  private Journal(Path file, FileChannel channel, InstantSource clock, Instant last) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.last = last;
  }

  /**
   * An event with its time.
   *
   * @param at in milliseconds
   */
  public record Entry(Instant at, Event event) {}

  /** Opens a journal to append to, making the file if it is missing. */
  public static Journal open(Path file) throws IOException {
    return open(file, InstantSource.system());
  }

  static Journal open(Path file, InstantSource clock) throws IOException {
    boolean there = Files.exists(file);
    boolean cut = there && !endsWithNewline(file);
    Instant last = there ? lastTime(file) : Instant.EPOCH;
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    if (cut) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return new Journal(file, channel, clock, last);
  }

  /** The time of the last whole line, which is among the last bytes. */
  private static Instant lastTime(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST_END));
      long from = channel.size() - end.capacity();
      while (end.hasRemaining() && channel.read(end, from + end.position()) > 0) {
        // goes on where it stands
      }
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      return text.lines()
          .map(EntryLine::read)
          .flatMap(Optional::stream)
          .map(Entry::at)
          .reduce(Instant.EPOCH, (first, second) -> second);
    }
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

  private String line(Event event) throws JsonProcessingException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    last = now.isBefore(last) ? last : now;
    return EntryLine.write(last, event);
  }

  /** Reads all whole lines of a journal. */
  public static List<Entry> read(Path file) throws IOException {
    return new JournalTail(file).read();
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
