package dev.lamina.plugins.mlflow;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.service.Environment;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.plugins.mlflow.publish.RunPublisher;
import dev.lamina.plugins.mlflow.rest.Certificates;
import dev.lamina.plugins.mlflow.rest.Credentials;
import dev.lamina.plugins.mlflow.rest.MlflowServer;
import dev.lamina.plugins.mlflow.rest.Patience;
import dev.lamina.plugins.mlflow.rest.ServerAddress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Publishes runs to an MLflow tracking server, over HTTP and without Python. */
@Doc(
    "Publishes runs to an MLflow tracking server. Credentials come from MLFLOW_TRACKING_USERNAME and"
        + " MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN; publishing again adds only what is"
        + " missing.")
@Citation("MLflow Tracking, https://mlflow.org/docs/latest/ml/tracking/")
@Example("- {type: mlflow, uri: \"http://localhost:5000\", experiment: facts}")
public final class MlflowTracker implements Tracker {

  private static final String INSECURE_TLS = "MLFLOW_TRACKING_INSECURE_TLS";

  private final MlflowServer server;
  private final Optional<String> experiment;
  private final Optional<String> runName;

  /** Where runs go, and under which names. */
  public record Config(
      @Doc("Address of the tracking server; without it, the environment's MLFLOW_TRACKING_URI.")
          Optional<String> uri,
      @Doc(
              "Experiment that runs go to; without it MLFLOW_EXPERIMENT_NAME, without that the"
                  + " spec's name.")
          Optional<String> experiment,
      @Doc(
              "Name of the run in MLflow, or of a sweep itself; without it MLFLOW_RUN_NAME, without"
                  + " that the run's own.")
          Optional<String> runName,
      @Doc(
              "Whether an https server may show any certificate, which lets whoever stands between"
                  + " read and change all that is sent, credentials too;"
                  + " MLFLOW_TRACKING_INSECURE_TLS alone is refused.")
          @Default("false")
          boolean insecureTls) {

    /** Runs go to a server, and are called as the environment or the run says. */
    public static Config to(String uri) {
      return new Config(Optional.of(uri), Optional.empty(), Optional.empty(), false);
    }
  }

  /**
   * Reads the configuration; nothing is sent yet.
   *
   * @throws IllegalArgumentException with one sentence if there is no usable server address
   */
  @Inject
  public MlflowTracker(Config config, Environment environment) {
    this(config, environment, Patience.USUAL);
  }

  MlflowTracker(Config config, Environment environment, Patience patience) {
    ServerAddress address = address(config, environment);
    Certificates certificates = config.insecureTls() ? Certificates.ANY : Certificates.VERIFIED;
    if (address.encrypted() && certificates == Certificates.VERIFIED && isSet(environment)) {
      throw new IllegalArgumentException(
          INSECURE_TLS
              + " is set, but a server that cannot be verified must be asked for where it is named:"
              + " set insecure_tls: true too (of lamina sync: --insecure-tls), or add the server's"
              + " certificate to Java's trust store and unset it");
    }
    if (config.experiment().filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("experiment must have a name, but is blank");
    }
    this.server = new MlflowServer(address, certificates, Credentials.from(environment), patience);
    this.experiment = config.experiment().or(() -> nonBlank(environment, "MLFLOW_EXPERIMENT_NAME"));
    this.runName = config.runName().or(() -> nonBlank(environment, "MLFLOW_RUN_NAME"));
  }

  private static boolean isSet(Environment environment) {
    return environment
        .get(INSECURE_TLS)
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .filter(value -> value.equals("true") || value.equals("1"))
        .isPresent();
  }

  private static ServerAddress address(Config config, Environment environment) {
    if (config.uri().isPresent()) {
      return ServerAddress.parse("uri", config.uri().get());
    }
    String variable = "MLFLOW_TRACKING_URI";
    return nonBlank(environment, variable)
        .map(value -> ServerAddress.parse(variable, value))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "needs the address of an MLflow server, like http://localhost:5000: set uri (of"
                        + " lamina sync: --to) or "
                        + variable));
  }

  private static Optional<String> nonBlank(Environment environment, String name) {
    return environment.get(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  @Override
  public String destination() {
    return server.address().toString();
  }

  /** A sweep's runs keep their own names: one name for all would tell nothing. */
  private String name(PublishableRun run) {
    return run.parent().isPresent() ? run.name() : runName.orElse(run.name());
  }

  @Override
  public Publication publish(PublishableRun run) throws IOException {
    return new RunPublisher(server).publish(run, experiment.orElse(run.experiment()), name(run));
  }
}
