package dev.lamina.plugins.transformers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What tells machines of different speed apart. */
final class Machine {

  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  /** Where Linux says which processors there are. */
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The kind and number of its processors, and how many threads are used. */
  static String name(int threads) {
    return "%s %s, %d processors, %d threads"
        .formatted(
            System.getProperty("os.arch"),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            threads);
  }

  private static String processor() {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("");
      } catch (IOException e) {
        LOG.debug("{} cannot be read", PROCESSORS, e);
      }
    }
    String named = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
    return named == null ? System.getProperty("os.name") : named;
  }
}
