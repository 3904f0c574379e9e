import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.plan.InspectedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Loads a model and prints as JSON how long it took and how much memory it needed. */
final class LoadModel {

  public static void main(String[] arguments) throws Exception {
    Progress silent =
        (what, unit, total) ->
            new Progress.Task() {
              @Override
              public void step(long amount) {}

              @Override
              public void close() {}
            };
    Path runs = Files.createTempDirectory("lamina-load");
    Lamina.Settings settings =
        new Lamina.Settings(runs, Optional.empty(), false, true, 2, System.getenv());
    try (Lamina lamina = new Lamina(settings, silent)) {
      InspectedModel model = lamina.inspect(arguments[0], Map.of("device", "cpu"));
      lamina.inspect("minilm", Map.of("device", "cpu")).model().load().close(); // starts PyTorch
      Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // the peak begins anew
      long before = memory("VmRSS");
      long begin = System.nanoTime();
      try (LoadedModel loaded = model.model().load()) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "{\"seconds\": %.3f, \"before\": %d, \"after\": %d, \"peak\": %d, \"weights\": %d}%n",
            seconds,
            before,
            memory("VmRSS"),
            memory("VmHWM"),
            model.description().parameters() * Float.BYTES);
      }
    }
  }

  /** Bytes of a line of {@code /proc/self/status}. */
  private static long memory(String line) throws Exception {
    for (String status : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (status.startsWith(line + ":")) {
        return Long.parseLong(status.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IllegalStateException("no " + line);
  }
}
