package dev.lamina.engine.sample;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.engine.plugin.PluginLoader;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import java.util.List;
import java.util.Map;

/** Components whose configurations have every kind of key. */
public final class SamplePlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.model("transformers", SampleModel.class, SampleModel.Config.class);
    components.namedModel(
        "minilm", "a small BERT", "transformers", Map.of("source", "minilm", "heads", 12));
    components.dataset("facts", SampleDataset.class, SampleDataset.Config.class);
    components.dataset("csv", SampleDataset.class, SampleDataset.FileConfig.class);
    components.dataset("jsonl", SampleDataset.class, SampleDataset.FileConfig.class);
    components.dataset("both", SampleDataset.class, SampleDataset.Both.class);
    components.extractor("activations", SampleExtractor.class, NoConfig.class);
    components.analysis("activation-stats", SampleAnalysis.class, NoConfig.class);
    components.analysis("pca", SampleAnalysis.class, SampleAnalysis.Pca.class);
    components.analysis("linear-probe", SampleAnalysis.class, SampleAnalysis.Probe.class);
    components.tracker("mlflow", SampleTracker.class, SampleTracker.Config.class);
  }

  /** The registry of these components alone. */
  public static Registry registry() {
    ProblemList problems = new ProblemList();
    Registry registry = PluginLoader.of(List.of(new SamplePlugin()), problems);
    problems.throwIfErrors();
    return registry;
  }
}
