package dev.lamina.plugins.transformers.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class KernelArchiveTest {

  /** Or stored activations would be found only by runs of the same two seconds. */
  @Test
  void theArchiveAndItsFingerprintDependOnNoClock() throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(KernelArchive.pack(KernelArchive.KERNELS)))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getTimeLocal().getYear()).isEqualTo(1980);
        entries++;
      }
      assertThat(entries).isEqualTo(4);
    }
    assertThat(KernelArchive.fingerprint()).matches("kernels [0-9a-f]{8}, PyTorch \\d.*");
  }
}
