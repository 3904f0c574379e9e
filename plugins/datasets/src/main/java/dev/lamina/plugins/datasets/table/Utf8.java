package dev.lamina.plugins.datasets.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Strict UTF-8, with or without a byte order mark. */
final class Utf8 {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int BUFFER = 1 << 16;

  private Utf8() {}

  /** A byte that is not UTF-8, and where it stands. */
  record Malformed(int line, int column, int value) {}

  /**
   * Opens a text; reading throws {@link java.nio.charset.MalformedInputException} at the first byte
   * that is not UTF-8.
   */
  static BufferedReader reader(InputStream bytes) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, decoder()), BUFFER);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** Finds the first byte that is not UTF-8. */
  static Optional<Malformed> firstMalformed(InputStream bytes) throws IOException {
    CharsetDecoder decoder = decoder();
    ByteBuffer in = ByteBuffer.allocate(BUFFER);
    CharBuffer out = CharBuffer.allocate(BUFFER);
    Place place = new Place();
    boolean atEnd = false;
    while (!atEnd) {
      int read = bytes.readNBytes(in.array(), in.position(), in.remaining());
      atEnd = in.position() + read < in.capacity();
      in.position(in.position() + read).flip();
      CoderResult result = decoder.decode(in, out, atEnd);
      place.pass(out.flip());
      out.clear();
      if (result.isError()) {
        return Optional.of(new Malformed(place.line, place.column, in.get(in.position()) & 0xFF));
      }
      in.compact();
    }
    return Optional.empty();
  }

  private static CharsetDecoder decoder() {
    return UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static final class Place {
    private int line = 1;
    private int column = 1;

    void pass(CharBuffer text) {
      while (text.hasRemaining()) {
        char c = text.get();
        if (c == '\n') {
          line++;
          column = 1;
        } else if (c != BYTE_ORDER_MARK && !Character.isLowSurrogate(c)) {
          column++;
        }
      }
    }
  }
}
