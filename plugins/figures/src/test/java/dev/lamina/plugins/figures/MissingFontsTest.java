package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A container without any font draws the same figures. */
@EnabledOnOs(OS.LINUX)
class MissingFontsTest {

  @Test
  void aMachineWithoutFontsDrawsTheSame(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path none = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    Path png = folder.resolve("figure.png");
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            DrawingProgram.class.getName(),
            png.toString());
    process.environment().put("FONTCONFIG_FILE", none.toString());
    process.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());

    assertThat(process.start().waitFor()).as(() -> log(folder)).isZero();
    assertThat(Files.readAllBytes(png))
        .isEqualTo(Rendered.png(new JFreeChartRenderer(), Samples.probe(6)));
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Draws a figure into the file that is named by its argument. */
  static final class DrawingProgram {

    private DrawingProgram() {}

    public static void main(String[] arguments) throws IOException {
      Files.write(Path.of(arguments[0]), Rendered.png(new JFreeChartRenderer(), Samples.probe(6)));
    }
  }
}
