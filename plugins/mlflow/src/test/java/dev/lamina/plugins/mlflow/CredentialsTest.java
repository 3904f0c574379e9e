package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.rest.Patience;
import dev.lamina.testkit.SelfSigned;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.Gate;
import dev.lamina.testkit.mlflow.Gate.Answer;
import dev.lamina.testkit.mlflow.Gate.Pass;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealMlflow.class)
final class CredentialsTest {

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), 2);

  @TempDir private Path folder;
  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void server(MlflowReader reader) {
    mlflow = reader;
  }

  private static MlflowTracker tracker(
      String address, Map<String, String> environment, Patience patience) {
    return new MlflowTracker(
        MlflowTracker.Config.to(address),
        name -> Optional.ofNullable(environment.get(name)),
        patience);
  }

  private PublishableRun sample() throws IOException {
    return TrackerContract.sampleRun(folder, "faults");
  }

  private IOException failure(String address, Map<String, String> environment, PublishableRun run) {
    return catchThrowableOfType(
        IOException.class, () -> tracker(address, environment, PATIENCE).publish(run));
  }

  @Test
  void aServerThatAsksForCredentialsNamesTheVariables() throws IOException {
    PublishableRun run = sample();
    try (Gate gate = guarded()) {
      assertThat(failure(gate.address(), Map.of(), run))
          .hasMessage(
              "the MLflow server %s asks for credentials (HTTP 401): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN",
              gate.address());
    }
  }

  @Test
  void aCertificateThatNobodySignedIsRefusedUnlessAskedFor() throws Exception {
    PublishableRun run = sample();
    Optional<String> none = Optional.empty();
    try (Gate gate = Gate.encrypted(mlflow.address(), SelfSigned.in(folder).context())) {
      assertThat(failure(gate.address(), Map.of(), run))
          .hasMessageContaining("cannot reach the MLflow server " + gate.address())
          .hasMessageContaining("its certificate is not trusted: ")
          .hasMessageContaining("or accept any with insecure_tls: true");
      assertThat(gate.requests()).isEmpty();

      MlflowTracker.Config config =
          new MlflowTracker.Config(Optional.of(gate.address()), none, none, true);
      new MlflowTracker(config, name -> none, PATIENCE).publish(run);
    }
    assertThat(mlflow.published(run.id())).hasSize(1);
  }

  @Test
  void wrongCredentialsAreRefusedAndNeverShown() throws IOException {
    PublishableRun run = sample();
    Map<String, String> environment =
        Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "hunter2");
    try (Gate gate = guarded()) {
      IOException failure = failure(gate.address(), environment, run);

      assertThat(failure)
          .hasMessageStartingWith(
              "the MLflow server %s refused the credentials in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN (HTTP 401)",
              gate.address());
      assertThat(everythingOf(failure))
          .doesNotContain("hunter2")
          .doesNotContain(
              Base64.getEncoder().encodeToString("ada:hunter2".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void aServerThatEchoesThePasswordDoesNotGetItIntoAMessage() throws IOException {
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_TOKEN", "s3cr3t-token");
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (m, p, authorization) ->
                new Answer(
                    400,
                    Map.of(),
                    "{\"error_code\": \"X\", \"message\": \"got " + authorization + "\"}"))) {
      IOException failure = failure(gate.address(), environment, sample());

      assertThat(failure).hasMessageContaining("(HTTP 400): got Bearer ***");
      assertThat(everythingOf(failure)).doesNotContain("s3cr3t-token");
    }
  }

  @Test
  void passwordAndTokenLetIn() throws IOException {
    PublishableRun first = sample();
    PublishableRun second = sample();
    try (Gate gate = guarded()) {
      tracker(
              gate.address(),
              Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "sécret"),
              PATIENCE)
          .publish(first);
      tracker(gate.address(), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"), PATIENCE).publish(second);
    }

    assertThat(mlflow.published(first.id())).hasSize(1);
    assertThat(mlflow.published(second.id())).hasSize(1);
  }

  @Test
  void mlflowsCredentialsFileLetsIn() throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve(".mlflow"));
    Files.writeString(
        home.resolve(".mlflow/credentials"),
        "[other]\nmlflow_tracking_username = eve\n# a comment = 1\n[mlflow]\n"
            + "MLFLOW_TRACKING_USERNAME = ada\nmlflow_tracking_password=sécret\n");
    PublishableRun run = sample();
    try (Gate gate = guarded()) {
      tracker(gate.address(), Map.of("HOME", home.toString()), PATIENCE).publish(run);
      assertThat(
              failure(
                  gate.address(),
                  Map.of("HOME", home.toString(), "MLFLOW_TRACKING_TOKEN", "other"),
                  run))
          .as("the environment goes first")
          .hasMessageContaining("refused the credentials");
    }

    assertThat(mlflow.published(run.id())).hasSize(1);
  }

  @Test
  void credentialsDoNotFollowARedirect() throws IOException {
    PublishableRun run = sample();
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_TOKEN", "t0ken");
    try (Gate elsewhere = new Gate(mlflow.address(), (m, p, a) -> new Pass());
        Gate gate =
            new Gate(
                mlflow.address(),
                (m, path, a) ->
                    new Answer(
                        307, Map.of("Location", elsewhere.address() + path + "?key=s3cret"), ""))) {
      IOException failure = failure(gate.address(), environment, run);

      assertThat(failure)
          .hasMessage(
              "%s sends requests on to %s: give that address as uri",
              gate.address(), elsewhere.address());
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void secretsInTheAddressAreRefusedUnseen() {
    assertThatThrownBy(() -> tracker("https://ada:hunter2@host:5000", Map.of(), PATIENCE))
        .hasMessage(
            "uri must not hold a user or password: set MLFLOW_TRACKING_USERNAME and"
                + " MLFLOW_TRACKING_PASSWORD instead");
  }

  /** Lets in user {@code ada}, password {@code sécret}, or token {@code t0ken}; echoes others. */
  private Gate guarded() throws IOException {
    String pair = Base64.getEncoder().encodeToString("ada:sécret".getBytes(StandardCharsets.UTF_8));
    return new Gate(
        mlflow.address(),
        (method, path, authorization) ->
            authorization.equals("Basic " + pair) || authorization.equals("Bearer t0ken")
                ? new Pass()
                : new Answer(401, Map.of(), "wrong: " + authorization));
  }

  private static String everythingOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
