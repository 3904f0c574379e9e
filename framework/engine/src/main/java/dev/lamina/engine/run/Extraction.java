package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.plan.CapturePlan;
import dev.lamina.engine.plan.PlannedComponent;
import dev.lamina.engine.plan.PlannedModel;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.Gap;
import dev.lamina.engine.store.OpenSegments;
import dev.lamina.engine.store.StoredActivations;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a run's activations: from the store what is there, from the model what is missing. */
final class Extraction {

  private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

  private final CapturePlan capture;
  private final PlannedModel model;
  private final ActivationStore store;
  private final OpenSegments files;
  private final Progress progress;
  private final boolean sharing;
  private final Map<Component, Coverage> coverages;
  private final LongAdder tokens = new LongAdder();
  private long diskBytes;
  private Optional<Extracted> extracted = Optional.empty();

  /**
   * An extraction.
   *
   * @param files takes what the activations are read from, and must stay open as long
   * @param sharing whether other runs of this process may store what is missing, while it waits
   */
  Extraction(
      CapturePlan capture,
      PlannedModel model,
      ActivationStore store,
      OpenSegments files,
      Progress progress,
      boolean sharing) {
    this.capture = capture;
    this.model = model;
    this.store = store;
    this.files = files;
    this.progress = progress;
    this.sharing = sharing;
    this.coverages = capture.coverages();
  }

  /** Activations by component; loads the model only if something is missing. */
  Map<Component, Activations> run(Stages stages) {
    coverages.replaceAll((component, coverage) -> opened(coverage));
    if (sharing && !capture.gaps(coverages).isEmpty()) {
      store.exclusively(
          () -> {
            for (PlannedComponent planned : capture.components()) {
              coverages.put(
                  planned.component(),
                  opened(
                      store.find(
                          planned.collection(),
                          planned.point(),
                          capture.prompts(),
                          planned.coverage().layers())));
            }
            fill(stages);
          });
    } else {
      fill(stages);
    }
    return found();
  }

  private void fill(Stages stages) {
    List<Gap> gaps = capture.gaps(coverages);
    if (!gaps.isEmpty()) {
      long begin = System.nanoTime();
      try (LoadedModel loaded = stages.time("load model", model.model()::load)) {
        stages.time("extract activations", () -> compute(loaded, gaps));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      extracted =
          Optional.of(new Extracted(tokens.sum(), seconds, Memory.peak().orElse(0), diskBytes));
    }
  }

  private Map<Component, Activations> found() {
    Map<Component, Activations> found = new EnumMap<>(Component.class);
    int keys = CaptureRequest.longest(capture.inputs());
    long[] offsets = capture.offsets();
    for (PlannedComponent planned : capture.components()) {
      Coverage coverage = coverage(planned.component());
      found.put(
          planned.component(),
          new StoredActivations(
              planned.point(), keys, coverage, capture.prompts(), offsets, files));
    }
    return found;
  }

  /** What was computed; empty if nothing had to be. */
  Optional<Extracted> extracted() {
    return extracted;
  }

  /** Opens the segments of a coverage; what another process has deleted since is missing. */
  private Coverage opened(Coverage planned) {
    Coverage coverage = planned;
    for (Segment segment : planned.segments()) {
      try {
        files.open(segment);
      } catch (IOException e) {
        LOG.info("{} is computed again", segment.file(), e);
        coverage = coverage.without(segment);
      }
    }
    return coverage;
  }

  private Coverage coverage(Component component) {
    Coverage coverage = coverages.get(component);
    if (coverage == null) {
      throw new IllegalStateException(component + " was not planned");
    }
    return coverage;
  }

  private void compute(LoadedModel loaded, List<Gap> gaps) {
    long rows =
        gaps.stream().mapToLong(gap -> (long) gap.prompts().size() * gap.layers().size()).sum();
    try (Progress.Task task = progress.begin("extract activations", "rows", rows)) {
      gaps.forEach(gap -> compute(loaded, gap, task));
    }
  }

  private void compute(LoadedModel loaded, Gap gap, Progress.Task task) {
    CaptureRequest request = capture.request(gap);
    Map<Component, GapWriter> writers = new EnumMap<>(Component.class);
    try {
      for (PlannedComponent planned : capture.components()) {
        List<Integer> layers = gap.layers().get(planned.component());
        if (layers != null) {
          int width = planned.point().width(request.keys());
          SegmentWriter writer =
              store.create(planned.collection(), layers, request.inputs(), width);
          List<Integer> given = planned.component().perLayer() ? request.layers() : layers;
          writers.put(planned.component(), new GapWriter(writer, given, layers, width));
        }
      }
      model
          .extractor()
          .extract(
              loaded,
              request,
              new ActivationSink() {
                @Override
                public void accept(int row, Component component, FloatBuffer values) {
                  writer(writers, component).write(row, values);
                  task.step(1);
                }

                @Override
                public void ran(long count) {
                  tokens.add(count);
                }
              });
      writers.forEach((component, writer) -> commit(gap, component, writer));
    } finally {
      close(writers.values());
    }
  }

  /** Closes all, whatever happens to one. */
  private static void close(Collection<GapWriter> writers) {
    for (GapWriter writer : writers) {
      try {
        writer.close();
      } catch (RunFailedException e) {
        LOG.warn("a temporary file is left", e);
      }
    }
  }

  private void commit(Gap gap, Component component, GapWriter writer) {
    Segment segment = writer.commit();
    try {
      files.open(segment);
      diskBytes += Files.size(segment.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int[] slots = new int[capture.prompts().size()];
    Arrays.fill(slots, -1);
    for (int slot = 0; slot < gap.prompts().size(); slot++) {
      slots[gap.prompts().get(slot)] = slot;
    }
    coverages.put(component, coverage(component).with(segment, slots));
  }

  private static GapWriter writer(Map<Component, GapWriter> writers, Component component) {
    GapWriter writer = writers.get(component);
    if (writer == null) {
      throw new IllegalStateException("the extractor gave " + component + ", not asked for");
    }
    return writer;
  }
}
