package dev.lamina.plugins.transformers.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The end of what a program prints, read as it comes: however much there is, it never waits. */
final class OutputTail {

  private static final int MOST_BYTES = 1 << 16;
  private static final long PATIENCE_SECONDS = 5;

  private final byte[] last = new byte[MOST_BYTES]; // a ring
  private final Thread reader;
  private long read;

  private OutputTail(InputStream in) {
    reader = new Thread(() -> drain(in), "python-output");
    reader.setDaemon(true);
  }

  static OutputTail of(InputStream in) {
    OutputTail tail = new OutputTail(in);
    tail.reader.start();
    return tail;
  }

  private void drain(InputStream in) {
    byte[] chunk = new byte[1 << 13];
    try (in) {
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        keep(chunk, size);
      }
    } catch (IOException e) {
      // the program was ended, and its output with it
    }
  }

  private synchronized void keep(byte[] chunk, int size) {
    for (int i = 0; i < size; i++) {
      last[(int) (read++ % MOST_BYTES)] = chunk[i];
    }
  }

  /** The last line that is not blank, when the program has ended; empty if there is none. */
  String lastLine() throws InterruptedException {
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)); // a child may hold it open
    return text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (before, line) -> line);
  }

  private synchronized String text() {
    int size = (int) Math.min(read, MOST_BYTES);
    byte[] ordered = new byte[size];
    for (int i = 0; i < size; i++) {
      ordered[i] = last[(int) ((read - size + i) % MOST_BYTES)];
    }
    return new String(ordered, StandardCharsets.UTF_8);
  }
}
