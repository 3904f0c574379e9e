package dev.lamina.plugins.datasets;

import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;
import java.util.List;

/** What a data set gave. */
public record Loaded(Prompts prompts, List<String> problems) {

  public static Loaded of(Dataset dataset) {
    RecordedProblems problems = new RecordedProblems();
    return new Loaded(dataset.load(problems), problems.lines());
  }

  /** The problems with the folder's name left out. */
  public static List<String> problems(Dataset dataset, Path folder) {
    return of(dataset).problems().stream()
        .map(line -> line.replace(folder + folder.getFileSystem().getSeparator(), ""))
        .toList();
  }

  public List<String> texts() {
    return prompts.items().stream().map(Prompt::text).toList();
  }

  /** The values of a label, {@code -} where missing. */
  public List<String> values(String label) {
    return prompts.items().stream()
        .map(prompt -> prompt.values().getOrDefault(label, "-"))
        .toList();
  }

  /** What stands at a span, {@code -} where there is none. */
  public List<String> at(String span) {
    return prompts.items().stream()
        .map(
            prompt ->
                prompt.spans().containsKey(span)
                    ? prompt
                        .text()
                        .substring(prompt.spans().get(span).start(), prompt.spans().get(span).end())
                    : "-")
        .toList();
  }
}
