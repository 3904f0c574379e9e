package dev.lamina.plugins.transformers.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a program printed last. */
final class LastLine {

  private static final int MOST_BYTES = 1 << 16;

  private LastLine() {}

  /** The last line of a file that is not blank; empty if there is none. */
  static String of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer end = ByteBuffer.allocate(MOST_BYTES);
      long from = Math.max(0, channel.size() - MOST_BYTES);
      int read = 0;
      while (read >= 0 && end.hasRemaining()) {
        read = channel.read(end, from + end.position());
      }
      return StandardCharsets.UTF_8
          .decode(end.flip())
          .toString()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce("", (before, line) -> line);
    }
  }
}
