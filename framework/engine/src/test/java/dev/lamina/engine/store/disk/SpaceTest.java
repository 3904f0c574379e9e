package dev.lamina.engine.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceTest {

  @TempDir private Path folder;

  @Test
  void aDiskThatIsTooSmallIsNamedWithAWayOut() {
    Path notThere = folder.resolve("runs/later");

    assertThat(Space.lack(notThere, Long.MAX_VALUE))
        .get()
        .asString()
        .startsWith("about 8.0 EiB will be written to " + notThere + ", where ")
        .endsWith(
            " are free; free some space, choose another folder with --runs, or capture fewer layers");
    assertThat(Space.lack(notThere, 1)).isEmpty();
  }
}
