package dev.lamina.plugins.mlflow.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5000, http://localhost:5000",
    "' https://mlflow.example.org/team/// ', https://mlflow.example.org/team",
    "HTTP://127.0.0.1, HTTP://127.0.0.1",
    "'http://[::1]:5000', 'http://[::1]:5000'"
  })
  void anHttpAddressIsTaken(String written, String read) {
    assertThat(ServerAddress.parse("uri", written)).hasToString(read);
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:///mlflow.db, a sqlite: store",
    "file:///tmp/mlruns, a file: store",
    "postgresql+psycopg2://me:pw@db/mlflow, a postgresql+psycopg2: store",
    "./mlruns, './mlruns'; which MLflow takes for a folder",
    "mlruns, 'mlruns'; which MLflow takes for a folder",
    "/data/mlruns, '/data/mlruns'; which MLflow takes for a folder",
    "C:/mlruns, 'C:/mlruns'; which MLflow takes for a folder"
  })
  void aLocalStoreGetsTheWayToLookAtRuns(String written, String store) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse("MLFLOW_TRACKING_URI", written))
        .withMessage(
            "MLFLOW_TRACKING_URI must be the http address of an MLflow server but is "
                + store.replace(';', ',')
                + "; to look at runs on this machine, start a server with: lamina ui");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000, is 'localhost:5000'",
    "databricks://profile, is 'databricks://profile'",
    "'http://a b', is 'http://a b'",
    "'ftp://me:pw@host', is malformed (it is not shown: it may hold a password)",
    "'http://me:p w@host', is malformed (it is not shown: it may hold a password)",
    "http://:5000, has no valid host and port: 'http://:5000'",
    "http://host:99999, has no valid host and port: 'http://host:99999'",
    "'', is empty"
  })
  void anythingElseIsShownWithAnExample(String written, String found) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse("uri", written))
        .withMessage(
            "uri must be the address of an MLflow server, like http://localhost:5000, but "
                + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host?token=s3cret", "http://host/#/experiments"})
  void moreThanTheAddressIsRefused(String written) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse("uri", written))
        .withMessage("uri must be the server's address alone, without ? or #");
  }

  @Test
  void aPathOnTheServerKeepsItsPrefix() {
    assertThat(ServerAddress.parse("uri", "http://host/team/").at("/api"))
        .hasToString("http://host/team/api");
  }
}
