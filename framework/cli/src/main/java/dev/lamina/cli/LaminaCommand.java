package dev.lamina.cli;

import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.LaminaVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command and the options that all commands share, which may stand anywhere. */
@Command(
    name = "lamina",
    description = "Runs activation studies of transformer models from one YAML file.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = LaminaCommand.Version.class,
    sortOptions = false,
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      ParityCommand.class,
      CacheCommand.class,
      SchemaCommand.class,
      RunsCommand.class,
      ResumeCommand.class,
      RerunCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      SyncCommand.class,
      UiCommand.class
    })
final class LaminaCommand implements Runnable {

  /** The runs folder if none is named. */
  static final String RUNS = "runs";

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = RUNS,
      scope = ScopeType.INHERIT,
      description = "Folder of the runs (default: ${DEFAULT-VALUE}).")
  private Path runs = Path.of(RUNS);

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder with plugin jars.")
  private Optional<Path> plugins = Optional.empty();

  @Option(names = "--fresh", scope = ScopeType.INHERIT, description = "Ignore stored activations.")
  private boolean fresh;

  @Option(
      names = "--offline",
      scope = ScopeType.INHERIT,
      description = "Never use the network for models.")
  private boolean offline;

  private int jobs = 1;
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Print results alone.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the log and stack traces too.")
  private boolean verbose;

  LaminaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      scope = ScopeType.INHERIT,
      description = "Runs at a time in a sweep (default: ${DEFAULT-VALUE}).")
  void jobs(String jobs) {
    this.jobs = atLeastOne("--jobs", jobs); // a single run is one job
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description = "Threads to compute with (default: one a processor).")
  void threads(String threads) {
    this.threads = atLeastOne("--threads", threads);
  }

  /** Without a command: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  Terminal terminal() {
    return terminal;
  }

  Path runs() {
    return runs;
  }

  Optional<Path> plugins() {
    return plugins;
  }

  boolean fresh() {
    return fresh;
  }

  boolean offline() {
    return offline;
  }

  int jobs() {
    return jobs;
  }

  int threads() {
    return threads;
  }

  private int atLeastOne(String option, String word) {
    int number = WHOLE.matcher(word).matches() ? Integer.parseInt(word) : 0;
    if (number < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " must be a whole number >= 1, but is " + Quoted.of(word));
    }
    return number;
  }

  Logging.Verbosity verbosity() {
    if (verbose) {
      return Logging.Verbosity.VERBOSE;
    }
    return quiet ? Logging.Verbosity.QUIET : Logging.Verbosity.NORMAL;
  }

  /** Prints the version. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"lamina " + LaminaVersion.get()};
    }
  }
}
