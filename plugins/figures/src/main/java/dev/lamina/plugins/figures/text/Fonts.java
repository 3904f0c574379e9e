package dev.lamina.plugins.figures.text;

import dev.lamina.api.problem.RunFailedException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Liberation Sans (SIL Open Font License 1.1), read from the class path so that figures do not
 * depend on the machine's fonts. Its advance widths are those of Helvetica and Arial, which the SVG
 * names: text measured here is as wide in every viewer.
 */
public final class Fonts {

  private static final String FOLDER = "/liberation/";
  private static final String REGULAR = FOLDER + "LiberationSans-Regular.ttf";
  private static final String BOLD = FOLDER + "LiberationSans-Bold.ttf";

  private final Font regular;
  private final Font bold;
  private final Map<TextStyle, Font> styled = new ConcurrentHashMap<>();

  private Fonts(Font regular, Font bold) {
    this.regular = regular;
    this.bold = bold;
  }

  /** Reads the fonts; takes some 100 ms the first time, when Java starts its font system. */
  public static Fonts load() {
    Optional<Font> regular = tryRead(REGULAR);
    if (regular.isEmpty()) {
      // Java refuses every font, even one from a file, where fontconfig or its fonts are missing.
      OwnFontConfiguration.install(REGULAR);
      regular = Optional.of(read(REGULAR));
    }
    return new Fonts(regular.get(), read(BOLD));
  }

  /** The font of a style. */
  public Font font(TextStyle style) {
    return styled.computeIfAbsent(
        style,
        key ->
            switch (key.weight()) {
              case REGULAR -> regular.deriveFont(Font.PLAIN, key.size());
              case BOLD -> bold.deriveFont(Font.BOLD, key.size());
            });
  }

  /** A font of the machine, for characters that the own font lacks. */
  Font substitute(TextStyle style) {
    int weight = style.weight() == TextStyle.Weight.BOLD ? Font.BOLD : Font.PLAIN;
    return new Font(Font.SANS_SERIF, weight, style.size());
  }

  private static Optional<Font> tryRead(String resource) {
    try {
      return Optional.of(open(resource));
    } catch (IOException | FontFormatException | RuntimeException | Error e) {
      return Optional.empty();
    }
  }

  private static Font read(String resource) {
    try {
      return open(resource);
    } catch (IOException | FontFormatException | RuntimeException | Error e) {
      throw new RunFailedException(
          "figures cannot be drawn because Java cannot read fonts on this machine (%s); install"
                  .formatted(e)
              + " the system packages fontconfig and freetype, or a JDK that brings them",
          e);
    }
  }

  private static Font open(String resource) throws IOException, FontFormatException {
    try (InputStream in = Fonts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    }
  }
}
