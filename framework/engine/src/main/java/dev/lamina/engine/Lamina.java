package dev.lamina.engine;

import dev.lamina.api.config.Node;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.service.Environment;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.parity.ParityReport;
import dev.lamina.engine.parity.ParityStore;
import dev.lamina.engine.plan.Components;
import dev.lamina.engine.plan.InspectedModel;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.plan.Planner;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.PluginLoader;
import dev.lamina.engine.plugin.Registry;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.run.Outcome;
import dev.lamina.engine.run.Runner;
import dev.lamina.engine.service.PooledParallel;
import dev.lamina.engine.service.Variables;
import dev.lamina.engine.spec.Literals;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.spec.SpecReader;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.sweep.ChildRuns;
import dev.lamina.engine.sweep.SweepPlan;
import dev.lamina.engine.sweep.SweepPlanner;
import dev.lamina.engine.sweep.SweepRunner;
import dev.lamina.engine.wiring.ComponentFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The engine, opened: reads specs, plans and runs them. One instance serves one process; close it
 * at the end.
 */
public final class Lamina implements AutoCloseable {

  private final Settings settings;
  private final Progress progress;
  private final PooledParallel parallel;
  private final Registry registry;
  private final ProblemList warnings = new ProblemList();
  private final ActivationStore store;

  /**
   * What the command line says.
   *
   * @param runs folder of the runs
   * @param plugins folder with plugin jars
   * @param fresh whether stored activations are ignored
   * @param offline whether models may not be fetched over the network
   * @param threads to compute with
   * @param environment variables
   */
  public record Settings(
      Path runs,
      Optional<Path> plugins,
      boolean fresh,
      boolean offline,
      int threads,
      Map<String, String> environment) {}

  /**
   * Finds the plugins.
   *
   * @throws dev.lamina.engine.problem.InvalidSpecException if one cannot be loaded
   */
  public Lamina(Settings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.registry = PluginLoader.load(settings.plugins(), warnings);
    warnings.throwIfErrors();
    this.parallel = new PooledParallel(settings.threads());
    this.store = new ActivationStore(settings.runs(), warnings::add);
  }

  /** The installed components. */
  public Registry registry() {
    return registry;
  }

  /**
   * Reads a spec and composes it.
   *
   * @param overrides {@code key.path=value} and {@code ~key.path}
   * @throws dev.lamina.engine.problem.InvalidSpecException if it is not a spec
   */
  public Spec read(Path file, List<String> overrides) {
    return new SpecReader().read(file, overrides, settings.environment());
  }

  /**
   * Resolves a spec and checks all that can be known without computing.
   *
   * @throws dev.lamina.engine.problem.InvalidSpecException with everything that is wrong
   */
  public Plan plan(Spec spec) {
    return plan(spec, Children.Reading.AS_ASKED);
  }

  private Plan plan(Spec spec, Children.Reading reading) {
    boolean fresh = settings.fresh() && reading == Children.Reading.AS_ASKED;
    ProblemList problems = new ProblemList();
    problems.addAll(warnings.sorted());
    ActivationStore stored = new ActivationStore(settings.runs(), problems::add);
    ParityStore reports = new ParityStore(settings.runs(), problems::add);
    return new Planner(components(), stored, reports, fresh, problems).plan(spec);
  }

  /**
   * Runs a plan to the end.
   *
   * @param before stages that are over, with their seconds
   */
  public Outcome run(Plan plan, Map<String, Double> before, Runner.Listener listener) {
    return runner(Map.of(), false, listener).run(plan, before);
  }

  /**
   * Goes on with a run.
   *
   * @param plan of the run's resolved spec
   * @param past the run's folder
   * @param before stages that are over, with their seconds
   */
  public Outcome resume(
      Plan plan, Path past, Map<String, Double> before, Runner.Listener listener) {
    return runner(Map.of(), false, listener).resume(plan, past, before);
  }

  private Runner runner(Map<String, String> tags, boolean sharing, Runner.Listener listener) {
    return new Runner(settings.runs(), store, parallel, progress, tags, sharing, listener);
  }

  /**
   * Resolves a spec with a sweep, and checks all of its cases.
   *
   * @throws dev.lamina.engine.problem.InvalidSpecException with everything that is wrong
   */
  public SweepPlan planSweep(Spec spec) {
    return new SweepPlanner(components(), this::plan).plan(spec);
  }

  /**
   * Runs a sweep.
   *
   * @param jobs cases that run at a time
   */
  public SweepRunner sweeps(int jobs, SweepRunner.Listener listener) {
    boolean sharing = !settings.fresh();
    ChildRuns children =
        new Children(this::plan, (tags, told) -> runner(tags, sharing, told), store, progress);
    return new SweepRunner(settings.runs(), children, jobs, listener);
  }

  /**
   * The trackers of a spec, whatever else is wrong with it.
   *
   * @throws dev.lamina.engine.problem.InvalidSpecException if one of them cannot be used
   */
  public List<Tracker> trackers(Spec spec) {
    return Planner.trackers(spec, components());
  }

  /**
   * Inspects a model that no spec asks for.
   *
   * @param name a name or source, as a spec's {@code model}
   * @param settings further keys of it
   * @throws dev.lamina.engine.problem.InvalidSpecException if it cannot be used
   */
  public InspectedModel inspect(String name, Map<String, Object> settings) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", name);
    keys.putAll(settings);
    Inspection inspection = inspection();
    return inspection.inspect(
        inspection.bind((Node.Mapping) Literals.of(keys, Location.COMMAND_LINE)));
  }

  /**
   * Checks a model on prompts.
   *
   * @param reports takes what inspecting the model warns of
   * @throws dev.lamina.engine.problem.InvalidSpecException if it, a prompt or the other
   *     implementation cannot be used
   * @throws dev.lamina.api.problem.RunFailedException if computing fails
   */
  public ParityReport parity(ParityRequest request, Consumer<Problem> reports) {
    return new ModelParity(inspection(), progress).check(request, reports);
  }

  /** Keeps a report beside the runs, where later ones find it; returns its file. */
  public Path keep(ParityReport report) {
    return new ParityStore(settings.runs(), warnings::add).keep(report);
  }

  private Inspection inspection() {
    return new Inspection(registry, components(), warnings.sorted());
  }

  /** A tracker that the command line configures: its keys with their values. */
  public Tracker tracker(String type, Map<String, String> configuration) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    configuration.forEach(
        (key, value) ->
            entries.put(
                key,
                new Node.Entry(
                    Location.COMMAND_LINE, new Node.Scalar(value, value, Location.COMMAND_LINE))));
    return components()
        .single(
            Tracker.class, Kind.TRACKER, type, new Node.Mapping(entries, Location.COMMAND_LINE));
  }

  /** A local web user interface. */
  public Dashboard dashboard(String type) {
    return components()
        .single(
            Dashboard.class,
            Kind.DASHBOARD,
            type,
            new Node.Mapping(Map.of(), Location.COMMAND_LINE));
  }

  /** Draws figures. */
  public FigureRenderer renderer() {
    return Planner.renderer(components());
  }

  private Components components() {
    Environment environment = new Variables(settings.environment(), settings.offline());
    return new Components(
        registry,
        new ComponentFactory(
            Map.of(
                Parallel.class, parallel,
                Progress.class, progress,
                Environment.class, environment)));
  }

  @Override
  public void close() {
    parallel.close();
  }
}
