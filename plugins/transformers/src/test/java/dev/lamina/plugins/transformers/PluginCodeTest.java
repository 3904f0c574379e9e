package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCodeTest {

  @TempDir private Path folder;

  @Test
  void aJarAndAFolderOfTheSameClassesAreTheSame() throws IOException {
    classes("one", "two");
    Path jar = folder.resolve("plugin.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : new String[] {"some/Two.class", "NOTICE", "some/One.class"}) {
        out.putNextEntry(new ZipEntry(name));
        Path file = folder.resolve("classes").resolve(name);
        out.write(Files.exists(file) ? Files.readAllBytes(file) : new byte[] {1});
      }
    }
    assertThat(PluginCode.fingerprint(jar))
        .isEqualTo(PluginCode.fingerprint(folder.resolve("classes")))
        .hasSize(8);
  }

  @Test
  void anotherClassIsOtherCode() throws IOException {
    classes("one", "two");
    String before = PluginCode.fingerprint(folder.resolve("classes"));
    classes("one", "2");
    assertThat(PluginCode.fingerprint(folder.resolve("classes"))).isNotEqualTo(before);
    classes("one", "two");
    assertThat(PluginCode.fingerprint(folder.resolve("classes"))).isEqualTo(before);
  }

  @Test
  void activationsAreStoredUnderIt() {
    assertThat(Models.inspected("minilm").computation())
        .contains(PluginCode.fingerprint(), "device CPU");
  }

  private void classes(String one, String two) throws IOException {
    Path some = Files.createDirectories(folder.resolve("classes/some"));
    Files.writeString(some.resolve("One.class"), one);
    Files.writeString(some.resolve("Two.class"), two);
    Files.writeString(some.resolve("text.txt"), one + two);
  }
}
