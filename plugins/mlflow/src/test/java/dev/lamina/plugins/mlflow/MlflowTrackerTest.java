package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MlflowTrackerTest {

  private static MlflowTracker tracker(Optional<String> uri, Map<String, String> environment) {
    return new MlflowTracker(
        new MlflowTracker.Config(uri, Optional.empty(), Optional.empty(), false),
        name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void theSpecsAddressGoesBeforeTheEnvironments() {
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_URI", "http://two:5000/mlflow/");

    assertThat(tracker(Optional.of("http://one:5000"), environment).destination())
        .isEqualTo("http://one:5000");
    assertThat(tracker(Optional.empty(), environment).destination())
        .isEqualTo("http://two:5000/mlflow");
  }

  @Test
  void noAddressAtAllIsAnError() {
    assertThatThrownBy(() -> tracker(Optional.empty(), Map.of("MLFLOW_TRACKING_URI", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "needs the address of an MLflow server, like http://localhost:5000: set uri (of lamina"
                + " sync: --to) or MLFLOW_TRACKING_URI");
  }

  @Test
  void aBlankExperimentIsRefused() {
    MlflowTracker.Config config =
        new MlflowTracker.Config(
            Optional.of("http://host"), Optional.of(" "), Optional.empty(), false);

    assertThatThrownBy(() -> new MlflowTracker(config, name -> Optional.empty()))
        .hasMessage("experiment must have a name, but is blank");
  }

  @Test
  void unverifiedTlsIsRefused() {
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_INSECURE_TLS", "true");

    assertThatThrownBy(() -> tracker(Optional.of("https://host"), environment))
        .hasMessage(
            "MLFLOW_TRACKING_INSECURE_TLS is set, but a server that cannot be verified must be asked"
                + " for where it is named: set insecure_tls: true too (of lamina sync:"
                + " --insecure-tls), or add the server's certificate to Java's trust store and"
                + " unset it");
    assertThat(tracker(Optional.of("http://host"), environment).destination())
        .isEqualTo("http://host");
  }

  @Test
  void unverifiedTlsMustBeAskedForBesideTheAddress() {
    MlflowTracker.Config config =
        new MlflowTracker.Config(
            Optional.of("https://host"), Optional.empty(), Optional.empty(), true);

    assertThat(new MlflowTracker(config, name -> Optional.of("true")).destination())
        .isEqualTo("https://host");
  }

  @Test
  void aTokenThatCannotBeSentIsRefusedUnseen() {
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_TOKEN", "top\nsecret");

    assertThatThrownBy(() -> tracker(Optional.of("http://host"), environment))
        .hasMessage("MLFLOW_TRACKING_TOKEN holds characters that cannot stand in a token");
  }
}
