package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.plan.CapturePlan;
import dev.lamina.engine.plan.PlannedComponent;
import dev.lamina.engine.plan.PlannedModel;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.EntryWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gets a run's activations: from the store what is there, from the model what is missing. */
final class Extraction {

  private final CapturePlan capture;
  private final PlannedModel model;
  private final ActivationStore store;
  private final Progress progress;

  Extraction(CapturePlan capture, PlannedModel model, ActivationStore store, Progress progress) {
    this.capture = capture;
    this.model = model;
    this.store = store;
    this.progress = progress;
  }

  /** Activations by component; loads the model only if something is missing. */
  Map<Component, Activations> run(Stages stages) {
    Map<Component, Activations> found = new EnumMap<>(Component.class);
    capture
        .components()
        .forEach(
            planned ->
                planned.stored().ifPresent(stored -> found.put(planned.component(), stored)));
    List<PlannedComponent> missing = capture.missing();
    if (!missing.isEmpty()) {
      try (LoadedModel loaded = stages.time("load model", model.model()::load)) {
        stages.time("extract activations", () -> compute(loaded, missing, found));
      }
    }
    return found;
  }

  private void compute(
      LoadedModel loaded, List<PlannedComponent> missing, Map<Component, Activations> found) {
    long[] offsets = capture.offsets();
    CaptureRequest request =
        new CaptureRequest(
            capture.inputs(),
            missing.stream().map(PlannedComponent::component).toList(),
            capture.layers(),
            CaptureRequest.longest(capture.inputs()));
    Map<Component, EntryWriter> writers = new EnumMap<>(Component.class);
    try (Progress.Task task =
        progress.begin(
            "extract activations", "rows", (long) capture.inputs().size() * missing.size())) {
      missing.forEach(planned -> writers.put(planned.component(), create(planned, offsets)));
      model
          .extractor()
          .extract(
              loaded,
              request,
              (row, component, values) -> {
                writer(writers, component).write(offsets[row], values);
                task.step(1);
              });
      for (PlannedComponent planned : missing) {
        found.put(planned.component(), writer(writers, planned.component()).commit());
      }
    } finally {
      writers.values().forEach(EntryWriter::close);
    }
  }

  private EntryWriter create(PlannedComponent planned, long[] offsets) {
    return capture.tokenRows()
        ? store.createForTokens(planned.key(), planned.layers(), offsets, planned.width())
        : store.createForPrompts(
            planned.key(), planned.layers(), capture.inputs().size(), planned.width());
  }

  private static EntryWriter writer(Map<Component, EntryWriter> writers, Component component) {
    EntryWriter writer = writers.get(component);
    if (writer == null) {
      throw new IllegalStateException("the extractor gave " + component + ", not asked for");
    }
    return writer;
  }
}
