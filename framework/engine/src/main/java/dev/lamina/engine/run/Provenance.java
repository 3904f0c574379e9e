package dev.lamina.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.engine.LaminaVersion;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.parity.ReportJson;
import dev.lamina.engine.plan.Estimate;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.report.CaseTable;
import java.util.Map;

/** {@code provenance.json}: what one needs to know to repeat a run or to doubt it. */
final class Provenance {

  private Provenance() {}

  /** Of a sweep: that of its runs lies with each of them. */
  static ObjectNode of(PastRun sweep, Map<String, String> git) {
    ObjectNode page = begun(sweep, git);
    machine(page.putObject("machine"));
    ObjectNode cases = page.putObject("cases");
    for (CaseTable.Row row : CaseTable.of(sweep).rows()) {
      ObjectNode entry = cases.putObject(row.name());
      row.run().ifPresent(id -> entry.put("run", id));
      row.state().ifPresent(state -> entry.put("state", state.id()));
    }
    return page;
  }

  /** Of a run. */
  static ObjectNode of(Plan plan, PastRun run, Map<String, String> git, Computed computed) {
    ObjectNode page = begun(run, git);
    page.put("seed", plan.seed());
    model(plan, page.putObject("model"));
    plan.model().parity().ifPresent(report -> page.set("parity", ReportJson.summary(report)));
    ObjectNode dataset = page.putObject("dataset");
    dataset.put("name", plan.dataset().name());
    dataset.put("source", plan.dataset().source());
    dataset.put("sha256", plan.dataset().digest());
    dataset.put("prompts", plan.prompts().size());
    dataset.put("tokens", plan.capture().tokens());
    ObjectNode activations = page.putObject("activations");
    activations.put("storage", plan.capture().storage().id());
    computed.rounding().ifPresent(largest -> activations.put("largest_rounding", largest));
    activations.put("different_prompts", plan.capture().prompts().size());
    activations.put("prompts_computed", plan.capture().missing().size());
    computed.extracted().ifPresent(extracted -> extraction(plan, extracted, activations));
    machine(page.putObject("machine"));
    ObjectNode stages = page.putObject("stages");
    for (Event.StageEnded stage : run.stages()) {
      // a stage of a run that was resumed may have ended more than once
      ObjectNode entry = stages.withObject("/" + stage.stage().replace("/", "~1"));
      entry.put("seconds", entry.path("seconds").asDouble() + stage.seconds());
      entry.put("peak_memory_bytes", stage.peakMemory());
    }
    return page;
  }

  private static ObjectNode begun(PastRun run, Map<String, String> git) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("run", run.id());
    page.put("started", run.started().toString());
    ObjectNode versions = page.putObject("versions");
    versions.put("lamina", LaminaVersion.get());
    versions.put("java", Runtime.version().toString());
    ObjectNode commit = page.putObject("git");
    git.forEach(commit::put);
    return page;
  }

  private static void machine(ObjectNode machine) {
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("java_vm", System.getProperty("java.vm.name"));
  }

  /** What computing activations was expected to take, and took. */
  private static void extraction(Plan plan, Extracted extracted, ObjectNode activations) {
    Estimate estimate = plan.estimate();
    activations.put("tokens_of_prompts_computed", estimate.tokens());
    ObjectNode actual = activations.putObject("actual");
    actual.put("tokens", extracted.tokens());
    actual.put("seconds", extracted.seconds());
    actual.put("peak_memory_bytes", extracted.peakMemory());
    actual.put("disk_bytes", extracted.diskBytes());
    estimate
        .forecast()
        .ifPresent(
            forecast -> {
              ObjectNode predicted = activations.putObject("predicted");
              predicted.put("tokens", forecast.tokens());
              predicted.put("seconds", forecast.seconds());
              predicted.put("peak_memory_bytes", estimate.memoryBytes());
              predicted.put("disk_bytes", estimate.diskBytes());
            });
  }

  private static void model(Plan plan, ObjectNode model) {
    var description = plan.model().description();
    model.put("name", description.name());
    model.put("source", description.source());
    model.put("family", description.family());
    model.put("layers", description.layers());
    model.put("d_model", description.dModel());
    model.put("parameters", description.parameters());
    model.put("sha256", description.fingerprint());
    model.put("tokenizer_sha256", description.tokenizerFingerprint());
    model.put("computation", plan.model().model().computation());
    model.put("extractor", plan.model().extractor().fingerprint());
  }
}
