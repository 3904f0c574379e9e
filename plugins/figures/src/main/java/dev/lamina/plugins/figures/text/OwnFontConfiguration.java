package dev.lamina.plugins.figures.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A font configuration file for Java that names one font for everything. It stands in for
 * fontconfig on machines without it (slim containers), see {@code sun.awt.FontConfiguration}.
 */
final class OwnFontConfiguration {

  private static final String NAME =
      "-liberation-liberation sans-medium-r-normal--*-%d-*-*-p-*-iso10646-1";
  private static final List<String> FAMILIES =
      List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput");
  private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

  private OwnFontConfiguration() {}

  /** Writes the font and the file that names it to the temporary folder and tells Java of it. */
  static void install(String resource) {
    try (InputStream in = OwnFontConfiguration.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      Path font = Files.createTempFile(".lamina-", ".ttf");
      font.toFile().deleteOnExit();
      Files.write(font, in.readAllBytes());
      Path configuration = Files.createTempFile(".lamina-", ".properties");
      configuration.toFile().deleteOnExit();
      write(naming(font), configuration);
      System.setProperty("sun.awt.fontconfig", configuration.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Escapes what the format asks for: the backslashes and umlauts of a path on Windows. */
  static void write(Properties properties, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
  }

  /** Names the font for every family and style. */
  static Properties naming(Path font) {
    Properties names = new Properties();
    names.setProperty("version", "1");
    names.setProperty("sequence.allfonts", "latin-1");
    for (String family : FAMILIES) {
      for (String style : STYLES) {
        names.setProperty(family + "." + style + ".latin-1", NAME);
      }
    }
    names.setProperty("filename." + NAME.replace(' ', '_'), font.toString());
    return names;
  }
}
