package dev.lamina.engine.plan;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Forecast;
import dev.lamina.api.model.Model;
import dev.lamina.engine.store.Gap;
import java.util.List;
import java.util.Optional;

/**
 * What a run will take.
 *
 * @param tokens of the prompts that have to be computed, as they are written; 0 if all is stored
 * @param forecast of the model; empty if it cannot tell, or nothing has to be computed
 * @param diskBytes activations to be stored
 * @param outputBytes what analyses will write beside tables and figures
 */
public record Estimate(long tokens, Optional<Forecast> forecast, long diskBytes, long outputBytes) {

  /** What Java, PyTorch and tokenizer take beside a model's weights and arrays. */
  private static final long LIBRARIES = 350L << 20;

  static Estimate of(Model model, CapturePlan capture, List<PlannedAnalysis> analyses) {
    List<Gap> gaps = capture.gaps();
    long output = outputBytes(capture, analyses);
    if (gaps.isEmpty()) {
      return new Estimate(0, Optional.empty(), 0, output);
    }
    List<CaptureRequest> requests = gaps.stream().map(capture::request).toList();
    long tokens =
        requests.stream()
            .flatMap(request -> request.inputs().stream())
            .mapToLong(input -> input.ids().length)
            .sum();
    return new Estimate(tokens, model.forecast(requests), capture.missingBytes(), output);
  }

  private static long outputBytes(CapturePlan capture, List<PlannedAnalysis> analyses) {
    long[] offsets = capture.offsets();
    long rows = offsets[offsets.length - 1];
    int keys = CaptureRequest.longest(capture.inputs());
    return analyses.stream()
        .mapToLong(planned -> planned.analysis().outputBytes(planned.design(), rows, keys))
        .sum();
  }

  /** What the runs folder will grow by, figures and tables aside. */
  public long allDiskBytes() {
    return diskBytes + outputBytes;
  }

  /** The process's largest resident set while they are computed, bytes. */
  public long memoryBytes() {
    return LIBRARIES + forecast.map(Forecast::memoryBytes).orElse(0L);
  }
}
