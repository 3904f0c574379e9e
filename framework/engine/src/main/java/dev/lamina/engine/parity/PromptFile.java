package dev.lamina.engine.parity;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A text file with a prompt a line, in UTF-8; empty lines mean nothing. */
public final class PromptFile {

  static final int MOST_PROMPTS = 200;

  private static final int MOST_BYTES = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private PromptFile() {}

  /**
   * Reads the prompts.
   *
   * @throws InvalidSpecException if it cannot be read, holds none or too many
   */
  public static List<ParityPrompt> read(Path file) {
    Location whole = Location.file(Quoted.bare(file));
    List<ParityPrompt> prompts = new ArrayList<>();
    int number = 0;
    for (byte[] line : lines(bytes(file, whole))) {
      number++;
      Location place = new Location(whole.source(), number, 1);
      String text = text(line, place);
      if (!text.isBlank()) {
        prompts.add(new ParityPrompt(text, Optional.of(place)));
      }
      if (prompts.size() > MOST_PROMPTS) {
        throw new InvalidSpecException(
            place,
            "the file has more than the %d prompts that can be checked".formatted(MOST_PROMPTS));
      }
    }
    if (prompts.isEmpty()) {
      throw new InvalidSpecException(whole, "the file holds no prompts; write one a line");
    }
    return prompts;
  }

  private static byte[] bytes(Path file, Location whole) {
    if (!Files.isRegularFile(file)) { // a pipe, for one, would be waited for
      String what = Files.exists(file) ? "is not a file" : "does not exist";
      throw new InvalidSpecException(
          Location.COMMAND_LINE, "the file of prompts %s %s".formatted(Quoted.of(file), what));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InvalidSpecException(whole, "the file is larger than 1 MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new InvalidSpecException(whole, "the file cannot be read: " + Reason.of(e));
    }
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        int end = i > begin && bytes[i - 1] == '\r' ? i - 1 : i;
        lines.add(Arrays.copyOfRange(bytes, begin, end));
        begin = i + 1;
      }
    }
    return lines;
  }

  private static String text(byte[] line, Location place) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      boolean marked = place.line() == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidSpecException(place, "the line is not UTF-8; save the file as UTF-8");
    }
  }
}
