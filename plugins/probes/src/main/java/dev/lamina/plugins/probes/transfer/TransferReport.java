package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What carrying probes over hands over.
 *
 * @param places all layers of all components
 */
record TransferReport(Sets sets, List<PlaceTransfers> places, ProbeTransfer.Config config) {

  /** Held-out evidence. */
  private static final int IMPORTANCE = 85;

  void write(Findings findings) {
    places.forEach(place -> metrics(place, findings));
    TransferFigures figures = new TransferFigures(sets, config);
    for (Component component : components()) {
      PlaceTransfers best = best(of(component));
      findings.metric(Metric.ofComponent(component, "transfer.best", best.transfer()));
      findings.metric(Metric.ofComponent(component, "best_layer", best.layer()));
      findings.figure(component.id(), figures.matrix(best));
      if (of(component).size() > 1) {
        findings.figure(component.id() + ".layers", figures.layers(of(component)));
      }
    }
    findings.table("", table());
    PlaceTransfers best = best(places);
    findings.headline(
        IMPORTANCE,
        new TransferSentence(sets, sets.shareGroups() && !config.holdOutGroups()).of(best),
        figures.matrix(best));
  }

  private List<Component> components() {
    return places.stream().map(PlaceTransfers::component).distinct().toList();
  }

  private List<PlaceTransfers> of(Component component) {
    return places.stream().filter(place -> place.component() == component).toList();
  }

  /** Where probes do best on their own sets: chosen without looking at how they transfer. */
  private static PlaceTransfers best(List<PlaceTransfers> among) {
    return among.stream()
        .reduce(
            (a, b) -> Comparator.comparingDouble(PlaceTransfers::within).compare(b, a) > 0 ? b : a)
        .orElseThrow();
  }

  private void metrics(PlaceTransfers place, Findings findings) {
    for (Transfer of : place.transfers()) {
      String group = "train=%s,test=%s".formatted(of.train(), name(of.test()));
      findings.metric(metric(place, "accuracy", of.accuracy().mean()).in(group));
      findings.metric(metric(place, "auc", of.auc()).in(group));
    }
    findings.metric(metric(place, "within", place.within()));
    findings.metric(metric(place, "transfer", place.transfer()));
    findings.metric(metric(place, "transfer.lowest", place.lowest().accuracy().mean()));
  }

  private static Metric metric(PlaceTransfers place, String name, double value) {
    return Metric.ofLayer(place.component(), place.layer(), name, value);
  }

  private String name(int set) {
    return sets.by().classes().get(set);
  }

  private Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (PlaceTransfers place : places) {
      for (Transfer of : place.transfers()) {
        rows.add(
            List.of(
                place.component().id(),
                place.layer(),
                of.train(),
                name(of.test()),
                of.heldOut() ? "held out" : "all",
                of.accuracy().mean(),
                of.accuracy().low(),
                of.accuracy().high(),
                of.auc(),
                sets.majority(of.test()),
                sets.of(of.test()).length));
      }
    }
    return new Table(
        List.of(
            "component",
            "layer",
            "train",
            "test",
            "tested",
            "accuracy",
            "accuracy.low",
            "accuracy.high",
            "auc",
            "baseline",
            "prompts"),
        rows);
  }
}
