package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file in UTF-8. */
final class TextLines {

  private TextLines() {}

  /**
   * The lines without their ends.
   *
   * @throws InvalidTokenizerException if a line is not UTF-8
   */
  static List<String> of(String file, byte[] bytes) throws InvalidTokenizerException {
    if (bytes.length > 2 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb) {
      throw new InvalidTokenizerException(
          new Location(file, 1, 1), "the file begins with a byte order mark; save it without one");
    }
    List<String> lines = new ArrayList<>();
    int begin = 0;
    while (begin < bytes.length) {
      int end = begin;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int next = end + 1;
      if (end > begin && bytes[end - 1] == '\r') {
        end--;
      }
      lines.add(decode(file, lines.size() + 1, ByteBuffer.wrap(bytes, begin, end - begin)));
      begin = next;
    }
    return lines;
  }

  private static String decode(String file, int line, ByteBuffer bytes)
      throws InvalidTokenizerException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidTokenizerException(
          new Location(file, line, 1), "this line is not text in UTF-8");
    }
  }
}
