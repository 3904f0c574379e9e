package dev.lamina.engine.plan;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Node;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.LabelReference;
import dev.lamina.engine.experiment.AnalysisRef;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.experiment.DatasetRef;
import dev.lamina.engine.experiment.ExperimentBinder;
import dev.lamina.engine.experiment.ExperimentSpec;
import dev.lamina.engine.experiment.NestedComponents;
import dev.lamina.engine.parity.ParityStore;
import dev.lamina.engine.plan.data.LabelResolution;
import dev.lamina.engine.plan.data.SharedLabel;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.service.DerivedSeeds;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.store.ActivationStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes plans. Model, data and analyses are each taken as far as they go, so that everything that
 * is wrong with a spec is found in one go.
 */
public final class Planner {

  private static final String RENDERER = "jfreechart";

  private final Components components;
  private final ActivationStore store;
  private final ParityStore reports;
  private final boolean fresh;
  private final ProblemList problems;

  /**
   * @param reports what is known of models
   * @param fresh whether stored activations are ignored
   * @param problems takes all that is found, and may hold warnings
   */
  public Planner(
      Components components,
      ActivationStore store,
      ParityStore reports,
      boolean fresh,
      ProblemList problems) {
    this.components = components;
    this.store = store;
    this.reports = reports;
    this.fresh = fresh;
    this.problems = problems;
  }

  /** The data set and analyses with labels that exist, and the prompts that are used. */
  private record Data(Prompts prompts, List<AnalysisRef> analyses) {}

  /**
   * Resolves a spec.
   *
   * @throws InvalidSpecException with everything that is wrong
   */
  public Plan plan(Spec spec) {
    ExperimentSpec written = ExperimentBinder.bind(spec, components.registry(), problems);
    long seed = written.settings().config().seed();
    store.checkWritable().ifPresent(sentence -> problems.error(Location.COMMAND_LINE, sentence));
    ModelPlanner models = new ModelPlanner(components, reports, problems);
    Optional<PlannedModel> model = models.inspect(written);
    model.ifPresent(known -> models.checkComponents(written, known.description()));
    List<Integer> layers =
        model.map(known -> models.layers(written, known.description())).orElse(List.of());
    Optional<Data> data = written.dataset().flatMap(dataset -> data(dataset, written, seed));
    List<Tracker> trackers =
        written.trackers().stream().map(tracker -> tracker(tracker, components)).toList();
    if (model.isEmpty() || data.isEmpty()) {
      problems.throwIfErrors();
      throw new IllegalStateException("a part of the plan is missing without an error");
    }
    ExperimentSpec experiment =
        written.with(written.dataset().orElseThrow(), data.get().analyses());
    return plan(spec, experiment, model.get(), layers, data.get(), trackers);
  }

  /**
   * The trackers of a spec, whatever else is wrong with it.
   *
   * @throws InvalidSpecException if one of them cannot be used
   */
  public static List<Tracker> trackers(Spec spec, Components components) {
    ProblemList problems = new ProblemList();
    ExperimentSpec written = ExperimentBinder.bind(spec, components.registry(), problems);
    Node.Entry tracking = spec.tree().entries().get("tracking");
    if (tracking != null
        && tracking.value() instanceof Node.Sequence wanted
        && wanted.items().size() > written.trackers().size()) {
      problems.throwIfErrors();
    }
    return written.trackers().stream().map(tracker -> tracker(tracker, components)).toList();
  }

  private Plan plan(
      Spec spec,
      ExperimentSpec experiment,
      PlannedModel model,
      List<Integer> layers,
      Data data,
      List<Tracker> trackers) {
    var settings = experiment.settings().config();
    String positions = settings.positions().canonical();
    StudyDesign captured =
        new StudyDesign(
            data.prompts(), model.description(), settings.components(), layers, positions);
    List<PlannedAnalysis> analyses =
        new AnalysisPlanner(components, problems, captured, settings.seed()).plan(data.analyses());
    CapturePlanner capture = new CapturePlanner(model, problems);
    Readout readout = new Readout(settings.positions(), experiment.tokens().special());
    TokenSpans spans = new TokenSpans();
    List<ModelInput> inputs = capture.inputs(data.prompts(), readout, experiment.tokens(), spans);
    problems.throwIfErrors();
    capture.checkSizes(inputs, settings.components(), layers, experiment.problems(problems));
    problems.throwIfErrors();
    CapturePlan activations =
        capture.plan(
            inputs, spans, settings, layers, fresh ? Optional.empty() : Optional.of(store));
    Estimate estimate = Estimate.of(model.model(), activations, analyses);
    store
        .lackOfSpace(estimate.allDiskBytes())
        .ifPresent(lack -> problems.warning(Location.COMMAND_LINE, lack));
    PlannedDataset dataset =
        DataPlanner.describe(experiment.dataset().orElseThrow(), data.prompts());
    return new Plan(
        experiment.name(),
        asWritten(experiment, "description"),
        settings.seed(),
        spec,
        experiment.resolved(),
        Params.of(experiment, model.description().name(), dataset.name()),
        model,
        dataset,
        captured,
        activations,
        estimate,
        analyses,
        trackers,
        renderer(components),
        problems.sorted());
  }

  /** What draws figures. */
  public static FigureRenderer renderer(Components components) {
    return components.single(
        FigureRenderer.class,
        Kind.RENDERER,
        RENDERER,
        new Node.Mapping(Map.of(), Location.COMMAND_LINE));
  }

  private Optional<Data> data(DatasetRef dataset, ExperimentSpec experiment, long seed) {
    DataPlanner planner = new DataPlanner(components, problems);
    Optional<Prompts> chosen = planner.load(dataset, seed);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    List<AnalysisRef> analyses = new ArrayList<>();
    Set<String> needed = new LinkedHashSet<>();
    LabelResolution resolution = new LabelResolution(chosen.get(), binder(), problems);
    for (AnalysisRef analysis : experiment.analyses()) {
      Optional<? extends Bound<?>> resolved = resolution.resolve(analysis.component().config());
      if (resolved.isEmpty()) {
        continue;
      }
      analyses.add(analysis.with(resolved.get()));
      resolved.get().labels().stream().map(LabelReference::label).forEach(needed::add);
    }
    Prompts labelled =
        needed.contains(Prompts.UNLABELLED) ? SharedLabel.added(chosen.get()) : chosen.get();
    return planner
        .take(dataset, labelled, needed, seed)
        .map(prompts -> new Data(prompts, analyses));
  }

  private Binder binder() {
    return new Binder(problems, new NestedComponents(components.registry(), problems));
  }

  /** A top-level text with its references to the environment, whose values may be secrets. */
  private static String asWritten(ExperimentSpec experiment, String key) {
    Node.Entry entry = experiment.settings().completed().entries().get(key);
    return entry != null && entry.value() instanceof Node.Scalar text ? text.written() : "";
  }

  private static Tracker tracker(ComponentRef tracker, Components components) {
    return components.build(
        Tracker.class, tracker.component(), tracker.config(), new DerivedSeeds(0, "tracker"));
  }
}
