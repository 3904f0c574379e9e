package dev.lamina.plugins.figures.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFontConfigurationTest {

  @Test
  void aPathOnWindowsIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    Path font = Path.of("C:\\Users\\Jos\u00E9\\new fonts\\.lamina-1.ttf");
    Path file = folder.resolve("fonts.properties");
    OwnFontConfiguration.write(OwnFontConfiguration.naming(font), file);
    Properties read = new Properties();
    // As sun.awt.FontConfiguration reads it: bytes, in ISO 8859-1.
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
    }

    assertThat(read).containsValue(font.toString()).hasSize(23);
  }
}
