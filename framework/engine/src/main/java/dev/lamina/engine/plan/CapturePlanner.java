package dev.lamina.engine.plan;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.engine.experiment.ExperimentSpec;
import dev.lamina.engine.experiment.option.Settings;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.DistinctPrompts;
import dev.lamina.engine.store.segment.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans which activations are read: tokens, positions, and what the store has already. */
final class CapturePlanner {

  private static final int MOST_ROWS_NAMED = 5;
  private static final int BATCH = 1024;

  private final PlannedModel model;
  private final ProblemList problems;

  CapturePlanner(PlannedModel model, ProblemList problems) {
    this.model = model;
    this.problems = problems;
  }

  /**
   * Tokenizes the prompts and finds the positions to read; prompts that have none, or do not fit
   * the model, are reported.
   *
   * @param spans takes where the tokens stand, if each of them is read
   */
  List<ModelInput> inputs(
      Prompts prompts, Readout readout, ExperimentSpec.Tokens rules, TokenSpans spans) {
    List<ModelInput> inputs = new ArrayList<>();
    Complaints tooLong = new Complaints();
    Complaints unplaced = new Complaints();
    int cut = 0;
    try (Tokenizer tokenizer = model.model().tokenizer()) {
      for (int begin = 0; begin < prompts.size(); begin += BATCH) {
        List<Prompt> batch =
            prompts.items().subList(begin, Math.min(prompts.size(), begin + BATCH));
        List<TokenizedPrompt> tokenized =
            tokenizer.encode(batch.stream().map(Prompt::text).toList());
        for (int i = 0; i < batch.size(); i++) {
          TokenizedPrompt tokens = tokenized.get(i);
          int most = model.description().contextLength();
          if (tokens.length() > most && rules.truncate()) {
            tokens = Truncation.cut(tokens, most);
            cut++;
          } else if (tokens.length() > most) {
            tooLong.add(batch.get(i).origin(), tooLong(tokens.length(), most));
            continue;
          }
          try {
            ModelInput input = readout.of(begin + i, batch.get(i), tokens);
            inputs.add(input);
            if (input.pooling() == Pooling.EACH) {
              spans.add(tokens, input.positions());
            }
          } catch (Readout.NoPositionException e) {
            unplaced.add(batch.get(i).origin(), String.valueOf(e.getMessage()));
          }
        }
      }
    }
    tooLong.report();
    unplaced.report();
    if (cut > 0) {
      problems.warning(
          prompts.items().get(0).origin(),
          "%d of %d prompts are longer than the model's %d tokens and were cut at their end"
              .formatted(cut, prompts.size(), model.description().contextLength()));
    }
    return inputs;
  }

  private static String tooLong(int length, int most) {
    return "the prompt has %d tokens, but the model takes at most %d; shorten it, or set  truncate: true"
        .formatted(length, most);
  }

  /** Reports components of which a prompt has more than can be handed over in one piece. */
  void checkSizes(
      List<ModelInput> inputs, List<Component> components, List<Integer> layers, Problems reports) {
    long rows = inputs.stream().mapToInt(ModelInput::rows).max().orElse(0);
    for (Component component : components) {
      long width = model.description().width(component, CaptureRequest.longest(inputs));
      long numbers = rows * entries(component, layers, model.description()).size() * width;
      if (numbers > Integer.MAX_VALUE / Float.BYTES) {
        reports.error(
            "layers",
            "a prompt of %d tokens has more than 2 GiB of %s; capture fewer layers at a time"
                .formatted(rows, component));
      }
    }
  }

  /** Looks up what is stored. */
  CapturePlan plan(
      List<ModelInput> inputs,
      TokenSpans spans,
      Settings settings,
      List<Integer> layers,
      Optional<ActivationStore> store) {
    ModelDescription description = model.description();
    DistinctPrompts prompts = new DistinctPrompts(inputs);
    int keys = CaptureRequest.longest(inputs);
    List<PlannedComponent> planned = new ArrayList<>();
    for (Component component : settings.components()) {
      Collection collection =
          new Collection(
              description.fingerprint() + ", " + model.model().computation(),
              description.name(),
              description.tokenizerFingerprint(),
              model.extractor().fingerprint(),
              component,
              settings.positions().canonical(),
              settings.storage());
      HookPoint point = description.hookPoint(component);
      List<Integer> entries = entries(component, layers, description);
      Coverage coverage =
          store
              .map(open -> open.find(collection, point, prompts, entries))
              .orElseGet(() -> Coverage.none(prompts.size(), entries));
      planned.add(new PlannedComponent(point, collection, point.width(keys), coverage));
    }
    return new CapturePlan(inputs, spans, prompts, layers, planned);
  }

  /** As {@link dev.lamina.api.activation.Activations#layers()} has it. */
  private static List<Integer> entries(
      Component component, List<Integer> layers, ModelDescription model) {
    if (component.perLayer()) {
      return layers;
    }
    return List.of(component == Component.EMBED ? 0 : model.layers() - 1);
  }

  /** Reports the first few rows of a kind of complaint, and how many more there are. */
  private final class Complaints {

    private final List<String> messages = new ArrayList<>();
    private final List<Location> places = new ArrayList<>();

    void add(Location place, String message) {
      places.add(place);
      messages.add(message);
    }

    void report() {
      int named = Math.min(MOST_ROWS_NAMED, messages.size());
      for (int i = 0; i < named; i++) {
        String more =
            i == named - 1 && messages.size() > named
                ? " (and %d prompts more)".formatted(messages.size() - named)
                : "";
        problems.error(places.get(i), messages.get(i) + more);
      }
    }
  }
}
