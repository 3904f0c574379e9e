package dev.lamina.engine.parity;

import dev.lamina.api.check.ByComponent;
import dev.lamina.api.check.Check;
import dev.lamina.api.check.Difference;
import dev.lamina.api.check.LayerGroups;
import dev.lamina.api.check.TokenVectors;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lamina's numbers against another implementation's, as these come. */
final class ReferenceAgreement implements Reference.Taker {

  /**
   * Rounding reaches 4e-6 of the largest number of a layer in 30 layers of a real model; one kind
   * of GELU for another makes 2e-4, which a looser limit would not see.
   */
  private static final double ROUNDING = 5e-5;

  private static final String EQUATION = "lamina = ";

  private final LoadedModel model;
  private final ModelDescription description;
  private final List<int[]> prompts;
  private final TokenAgreement tokens;
  private final ByComponent activations;
  private final Difference logits;
  private final Set<Component> found = EnumSet.noneOf(Component.class);

  ReferenceAgreement(
      String reference, LoadedModel model, ModelDescription description, List<int[]> prompts) {
    this.model = model;
    this.description = description;
    this.prompts = prompts;
    this.tokens = new TokenAgreement("tokens: " + EQUATION + reference);
    this.activations = new ByComponent(EQUATION + reference, ROUNDING);
    this.logits = new Difference("next token logits: " + EQUATION + reference, ROUNDING);
  }

  @Override
  public void take(int prompt, Reference.Activations other) throws IOException {
    int[] ids = prompts.get(prompt);
    Optional<int[]> otherIds = other.ids();
    otherIds.ifPresent(own -> tokens.compare(ids, own, prompt));
    Optional<float[]> otherLogits = other.nextTokenLogits();
    Optional<float[]> ourLogits = otherLogits.flatMap(known -> model.nextTokenLogits(ids));
    if (ourLogits.isPresent()) {
      requireSame("next token logits", ourLogits.get(), otherLogits.orElseThrow());
      logits.compare(ourLogits.get(), otherLogits.orElseThrow(), "prompt " + prompt);
    }
    for (List<Integer> layers : LayerGroups.disjoint(description, List.of(ids))) {
      compare(prompt, layers, other);
    }
  }

  private void compare(int prompt, List<Integer> layers, Reference.Activations other)
      throws IOException {
    List<int[]> one = List.of(prompts.get(prompt));
    TokenVectors captured =
        TokenVectors.capture(
            model, description, one, description.components(), layers, one.get(0).length);
    for (Place place : Place.of(description, layers, prompt)) {
      Component component = place.component();
      Optional<float[]> expected = other.values(component, place.layer());
      if (expected.isPresent()) {
        float[] actual = captured.ofLayer(0, component, place.layer());
        requireSame(component + " at " + place, actual, expected.get());
        activations.compare(component, actual, expected.get(), place.toString());
        found.add(component);
      }
    }
  }

  private static void requireSame(String what, float[] ours, float[] others) throws IOException {
    if (ours.length != others.length) {
      throw new IOException(
          "%s: Lamina has %,d numbers, the reference %,d; it runs another model"
              .formatted(what, ours.length, others.length));
    }
  }

  /** What was found, tokens first. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    tokens.check().ifPresent(checks::add);
    checks.addAll(activations.each());
    if (logits.check().compared() > 0) {
      checks.add(logits.check());
    }
    return checks;
  }

  /** The components that could not be compared. */
  List<Component> without() {
    return description.components().stream().filter(each -> !found.contains(each)).toList();
  }

  /** Whether a check is one of another implementation. */
  static boolean made(Check check) {
    return check.name().contains(": " + EQUATION);
  }
}
