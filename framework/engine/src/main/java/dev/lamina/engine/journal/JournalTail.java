package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a journal again and again, each time what has been appended since. */
final class JournalTail {

  private final Path file;
  private final Filter filter;
  private final List<Journal.Entry> entries = new ArrayList<>();
  private long position;

  /**
   * Which lines are read at all, told by their bytes: most of a journal costs no more than that.
   */
  @FunctionalInterface
  interface Filter {

    boolean wants(byte[] text, int from, int to);
  }

  /** Reads all lines. */
  JournalTail(Path file) {
    this(file, (text, from, to) -> true);
  }

  JournalTail(Path file, Filter filter) {
    this.file = file;
    this.filter = filter;
  }

  /** Reads the lines that end among the last bytes. */
  static List<Journal.Entry> end(Path file, int bytes, Filter filter) throws IOException {
    JournalTail tail = new JournalTail(file, filter);
    tail.position = Math.max(0, Files.size(file) - bytes);
    return tail.read();
  }

  /** All entries so far; a damaged byte costs its line, not the journal. */
  List<Journal.Entry> read() throws IOException {
    byte[] text = appended();
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        entry(text, from, i).ifPresent(entries::add);
        from = i + 1;
      }
    }
    position += from; // what comes behind is half a line, or one that only lacks its end
    List<Journal.Entry> all = new ArrayList<>(entries);
    entry(text, from, text.length).ifPresent(all::add);
    return all;
  }

  private Optional<Journal.Entry> entry(byte[] text, int from, int to) {
    return filter.wants(text, from, to)
        ? EntryLine.read(new String(text, from, to - from, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private byte[] appended() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size() - position));
      while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
        // goes on where it stands
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    }
  }
}
