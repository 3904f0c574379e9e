package dev.lamina.engine.plan.data;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.experiment.NestedComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a data set's prompts come from: its file, the data sets that it is made of, or itself.
 *
 * @param name short
 * @param source the files, or the component
 */
public record DataOrigin(String name, String source) {

  private static final int MOST_NAMED = 4;

  public static DataOrigin of(ComponentRef dataset) {
    Node.Entry file = dataset.config().completed().entries().get("file");
    if (file != null && file.value() instanceof Node.Scalar path && path.value() != null) {
      Path name = Path.of(path.written()).getFileName();
      return new DataOrigin(String.valueOf(name), path.written());
    }
    List<DataOrigin> parts = new ArrayList<>();
    dataset.config().nested().stream()
        .filter(NestedComponent.class::isInstance)
        .map(nested -> (NestedComponent<?>) nested)
        .filter(nested -> nested.type() == Dataset.class)
        .forEach(nested -> parts.add(of(nested.component())));
    if (parts.isEmpty()) {
      String type = dataset.component().name();
      return new DataOrigin(type, "the data set " + type);
    }
    List<String> sources = parts.stream().map(DataOrigin::source).distinct().toList();
    List<String> names = parts.stream().map(DataOrigin::name).toList();
    return new DataOrigin(Quoted.few(names, MOST_NAMED), String.join(", ", sources));
  }
}
