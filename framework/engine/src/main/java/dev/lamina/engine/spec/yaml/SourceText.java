package dev.lamina.engine.spec.yaml;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A file's text, checked to be what YAML may be written in.
 *
 * @param source the file as it is shown to the user
 * @param text its characters, without a byte order mark
 */
public record SourceText(String source, String text) {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * Reads a file.
   *
   * @param shown the file as it is shown to the user
   * @param asked where the user named it, which is where its absence is reported
   * @throws InvalidSpecException if it is missing, too large or not UTF-8
   */
  public static SourceText read(Path file, String shown, Location asked) {
    if (!Files.exists(file)) {
      String near = NearNames.hint(file.toString(), neighbours(file));
      throw new InvalidSpecException(asked, subject(shown, asked) + "does not exist" + near);
    }
    if (Files.isDirectory(file)) {
      throw new InvalidSpecException(asked, subject(shown, asked) + "is a folder, not a YAML file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new SourceText(shown, decode(shown, in.readNBytes(Limits.FILE_BYTES + 1)));
    } catch (AccessDeniedException e) {
      throw new InvalidSpecException(
          asked, subject(shown, asked) + "cannot be read: permission denied");
    } catch (IOException e) {
      throw new InvalidSpecException(
          asked, subject(shown, asked) + "cannot be read: " + e.getMessage());
    }
  }

  /** The file's name where the place of the message is another file's. */
  private static String subject(String shown, Location asked) {
    return asked.source().equals(shown) ? "the file " : Quoted.of(shown) + " ";
  }

  private static Collection<String> neighbours(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> file.resolveSibling(path.getFileName()).toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String decode(String source, byte[] bytes) {
    if (bytes.length > Limits.FILE_BYTES) {
      throw new InvalidSpecException(
          Location.file(source), "the file is larger than 1 MiB, the most that a spec may have");
    }
    if (isUtf16(bytes)) {
      throw new InvalidSpecException(
          new Location(source, 1, 1), "the file is UTF-16; save it as UTF-8");
    }
    boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.position(marked ? 3 : 0);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new InvalidSpecException(
          end(source, text),
          "the byte 0x%02X is not UTF-8; save the file as UTF-8"
              .formatted(bytes[in.position()] & 0xFF));
    }
    requirePrintable(source, text);
    return text;
  }

  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    boolean marked = first == 0xFEFF || first == 0xFFFE;
    return marked || (bytes[0] == 0) != (bytes[1] == 0);
  }

  private static void requirePrintable(String source, String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point)) {
        throw new InvalidSpecException(
            end(source, text.substring(0, i)),
            "the control character \\u%04x is not allowed in YAML".formatted(point));
      }
    }
  }

  /** The place after a text. */
  private static Location end(String source, String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Location(source, line, 1 + last.codePointCount(0, last.length()));
  }
}
