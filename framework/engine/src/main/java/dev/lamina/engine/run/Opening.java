package dev.lamina.engine.run;

import dev.lamina.api.problem.Problem;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.run.folder.PromptTable;
import dev.lamina.engine.spec.SpecWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes down what is known of a run before it computes.
 *
 * @param more tags beside those that all runs have
 */
record Opening(Plan plan, Map<String, String> git, Map<String, String> more) {

  /** The last file that it writes. */
  static final String LAST = "tables/prompts.csv";

  void write(RunFolder folder) {
    Journal journal = folder.journal();
    if (!more.containsKey(PastRun.PARENT_TAG)) {
      folder.linkLatest();
    }
    plan.params().forEach((key, value) -> journal.append(new Event.Param(key, value)));
    tags().forEach((key, value) -> journal.append(new Event.Tag(key, value)));
    journal.append(
        new Event.Input(
            plan.dataset().name(),
            plan.dataset().digest(),
            plan.dataset().source(),
            plan.prompts().size()));
    for (Problem warning : plan.warnings()) {
      journal.append(new Event.Warned(warning.location() + ": " + warning.message()));
    }
    if (!Files.exists(folder.path().resolve("spec.yaml"))) { // a run that goes on has it
      folder.writeText("spec.yaml", plan.spec().text());
    }
    folder.writeText("resolved.yaml", SpecWriter.write(plan.resolved()));
    folder.write(LAST, out -> PromptTable.write(plan, out));
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("lamina.model", plan.model().description().name());
    tags.put(PastRun.FINGERPRINT_TAG, plan.fingerprint());
    tags.putAll(SourceTags.of(plan.spec().file(), git));
    tags.putAll(more);
    return tags;
  }
}
