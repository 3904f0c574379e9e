package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Span;
import dev.lamina.api.service.Progress;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.OpenSegments;
import java.util.List;

/** All that a run captures, to be read when the run is over. */
public final class CapturedStudy implements OpenStudy {

  private final StoredStudy study;
  private final OpenSegments files;

  private CapturedStudy(StoredStudy study, OpenSegments files) {
    this.study = study;
    this.files = files;
  }

  /**
   * Opens it. What is not stored is computed.
   *
   * @param journal takes the stages of computing
   */
  public static CapturedStudy open(
      Plan plan, ActivationStore store, Progress progress, Journal journal) {
    OpenSegments files = new OpenSegments();
    try {
      Extraction extraction =
          new Extraction(plan.capture(), plan.model(), store, files, progress, true);
      StoredStudy study =
          new StoredStudy(
              plan.captured(), extraction.run(new Stages(journal)), plan.capture().spans());
      return new CapturedStudy(study, files);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  @Override
  public StudyDesign design() {
    return study.design();
  }

  @Override
  public Activations activations(Component component) {
    return study.activations(component);
  }

  @Override
  public List<Span> tokens(int prompt) {
    return study.tokens(prompt);
  }

  @Override
  public void close() {
    files.close();
  }
}
