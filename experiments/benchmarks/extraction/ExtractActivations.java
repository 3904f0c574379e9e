import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.plan.InspectedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Extracts what {@code lamina run} would with {@code components: [resid_post]}, {@code positions:
 * mean}, {@code special_tokens: include}, and prints as JSON how long it took, how many tokens were
 * run, and the operations a second that matrix products reach here. Arguments: the
 * model, a file of prompts separated by NUL, and the file that the activations are written to,
 * float32 [prompts, layers, d_model], little-endian.
 */
final class ExtractActivations {

  private static final int WARM_UP = 32;
  private static final int TOKENIZED_AT_ONCE = 1024;

  private final LoadedModel model;
  private final Tokenizer tokenizer;
  private final int layers;

  private ExtractActivations(LoadedModel model, Tokenizer tokenizer, int layers) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.layers = layers;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> prompts = List.of(Files.readString(Path.of(arguments[1])).split("\0", -1));
    Path runs = Files.createTempDirectory("lamina-extract");
    int processors = Runtime.getRuntime().availableProcessors();
    Lamina.Settings settings =
        new Lamina.Settings(runs, Optional.empty(), false, true, processors, System.getenv());
    try (Lamina lamina = new Lamina(settings, new Silent())) {
      InspectedModel inspected = lamina.inspect(arguments[0], Map.of("device", "cpu"));
      try (Tokenizer tokenizer = inspected.model().tokenizer();
          LoadedModel loaded = inspected.model().load()) {
        int layers = inspected.description().layers();
        long bytes = (long) layers * inspected.description().dModel() * Float.BYTES;
        ExtractActivations extraction = new ExtractActivations(loaded, tokenizer, layers);
        try (Rows rows = new Rows(Path.of(arguments[2]), bytes)) {
          extraction.run(prompts.subList(0, Math.min(WARM_UP, prompts.size())), rows);
          double loading = sinceStart();
          long begin = System.nanoTime();
          long tokens = extraction.run(prompts, rows);
          double seconds = (System.nanoTime() - begin) / 1e9;
          long peakMemory = peakMemory();
          System.out.printf(
              Locale.ROOT,
              "{\"seconds\": %.4f, \"with_start_s\": %.3f, \"prompts\": %d, \"layers\": %d,"
                  + " \"peak_rss_mib\": %d, \"tokens_run\": %d, \"matmul_peak\": %.4g}%n",
              seconds,
              loading + seconds,
              prompts.size(),
              layers,
              peakMemory >> 20,
              tokens,
              MatmulPeak.of(inspected.description().dModel(), processors));
        }
      }
    }
    Files.delete(runs);
  }

  /** Returns how many tokens were run. */
  private long run(List<String> prompts, Rows rows) {
    List<Integer> all = IntStream.range(0, layers).boxed().toList();
    CaptureRequest request =
        new CaptureRequest(inputs(prompts), List.of(Component.RESID_POST), all);
    LongAdder tokens = new LongAdder();
    model.capture(
        request,
        new ActivationSink() {
          @Override
          public void accept(int row, Component component, FloatBuffer values) {
            rows.write(row, values);
          }

          @Override
          public void ran(long count) {
            tokens.add(count);
          }
        });
    return tokens.sum();
  }

  /** The prompts' tokens, pooled over all of them, special ones included. */
  private List<ModelInput> inputs(List<String> prompts) {
    List<ModelInput> inputs = new ArrayList<>();
    for (int begin = 0; begin < prompts.size(); begin += TOKENIZED_AT_ONCE) {
      int end = Math.min(prompts.size(), begin + TOKENIZED_AT_ONCE);
      for (TokenizedPrompt tokens : tokenizer.encode(prompts.subList(begin, end))) {
        int[] positions = IntStream.range(0, tokens.length()).toArray();
        inputs.add(new ModelInput(inputs.size(), tokens.ids(), positions, Pooling.MEAN));
      }
    }
    return inputs;
  }

  private static double sinceStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - started) / 1e3;
  }

  /** Bytes that were resident at the most. */
  private static long peakMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IllegalStateException("no VmHWM");
  }

  /** A file of rows, written from several threads. */
  private static final class Rows implements AutoCloseable {

    private final FileChannel channel;
    private final long bytesEach;

    Rows(Path file, long bytesEach) throws IOException {
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      this.bytesEach = bytesEach;
    }

    void write(int row, FloatBuffer values) {
      if (values.remaining() * (long) Float.BYTES != bytesEach) {
        throw new IllegalStateException("row %d has %d numbers".formatted(row, values.remaining()));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) bytesEach).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      try {
        for (long at = row * bytesEach; bytes.hasRemaining(); ) {
          at += channel.write(bytes, at);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Silent implements Progress {

    @Override
    public Task begin(String what, String unit, long total) {
      return new Task() {
        @Override
        public void step(long amount) {}

        @Override
        public void close() {}
      };
    }
  }
}
