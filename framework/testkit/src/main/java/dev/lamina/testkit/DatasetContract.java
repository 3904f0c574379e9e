package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.prompt.Span;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every data set keeps for a configuration that it accepts: it is documented, it gives the
 * same prompts each time, and each prompt is well formed.
 *
 * <pre>{@code
 * Prompts prompts = DatasetContract.of(() -> new CsvDataset(config)).verify();
 * }</pre>
 */
public final class DatasetContract {

  private final Supplier<Dataset> dataset;

  private DatasetContract(Supplier<Dataset> dataset) {
    this.dataset = dataset;
  }

  /**
   * The contract of a data set.
   *
   * @param dataset makes a new one, always with the same configuration
   */
  public static DatasetContract of(Supplier<Dataset> dataset) {
    return new DatasetContract(dataset);
  }

  /** Holds the data set to all of it, and returns its prompts. */
  public Prompts verify() {
    Documented.verify(dataset.get().getClass());
    Prompts prompts = load();
    assertThat(load()).as("prompts loaded a second time").isEqualTo(prompts);
    assertThat(prompts.items()).as("prompts").isNotEmpty();
    prompts.mainLabel().ifPresent(main -> assertThat(prompts.labels()).containsKey(main));
    prompts.items().forEach(prompt -> verify(prompt, prompts.labels()));
    return prompts;
  }

  private Prompts load() {
    RecordedProblems problems = new RecordedProblems();
    Prompts prompts = dataset.get().load(problems);
    assertThat(problems.hasErrors()).as("errors among %s", problems.lines()).isFalse();
    return prompts;
  }

  private static void verify(Prompt prompt, Map<String, LabelKind> labels) {
    assertThat(prompt.text()).as("text of %s", prompt).isNotBlank();
    assertThat(prompt.origin().source()).as("origin of %s", prompt).isNotBlank();
    assertThat(prompt.origin().line()).as("line of %s", prompt).isPositive();
    assertThat(prompt.origin().column()).as("column of %s", prompt).isPositive();
    assertThat(labels.keySet()).as("labels").containsAll(prompt.values().keySet());
    labels.forEach(
        (name, kind) -> {
          if (prompt.values().containsKey(name)) {
            verifyValue(prompt, name, prompt.values().getOrDefault(name, ""), kind);
          }
        });
    prompt.spans().forEach((name, span) -> verifySpan(prompt, name, span));
  }

  private static void verifyValue(Prompt prompt, String name, String value, LabelKind kind) {
    assertThat(value).as("%s of %s: a missing value is absent", name, prompt).isNotBlank();
    switch (kind) {
      case BOOLEAN -> assertThat(value).as("%s of %s", name, prompt).isIn("true", "false");
      case NUMBER -> assertThat(Double.parseDouble(value)).as("%s of %s", name, prompt).isFinite();
      case CATEGORY -> {}
    }
  }

  private static void verifySpan(Prompt prompt, String name, Span span) {
    String text = prompt.text();
    assertThat(span.end()).as("end of %s in %s", name, prompt).isBetween(1, text.length());
    assertThat(span.start()).as("start of %s in %s", name, prompt).isLessThan(span.end());
    assertThat(splitsCharacter(text, span.start()) || splitsCharacter(text, span.end()))
        .as("%s of %s splits a character", name, prompt)
        .isFalse();
    if (prompt.values().containsKey(name)) {
      assertThat(text.substring(span.start(), span.end()))
          .as("what stands at the span %s", name)
          .isEqualTo(prompt.values().get(name));
    }
  }

  private static boolean splitsCharacter(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }
}
