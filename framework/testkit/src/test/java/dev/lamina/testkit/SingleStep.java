package dev.lamina.testkit;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import java.util.function.BiConsumer;

@Doc("An analysis of one step.")
@Citation("none")
@Example("- {type: single-step}")
record SingleStep(BiConsumer<Study, Findings> step) implements Analysis {
  @Override
  public void analyze(Study study, Findings findings) {
    step.accept(study, findings);
  }
}
