package dev.lamina.testkit.mlflow;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The MLflow that the tests run against. */
public final class MlflowPython {

  private MlflowPython() {}

  /** The beginning of its command line; empty if there is none on this machine. */
  public static Optional<List<String>> command() {
    Optional<String> python =
        Optional.ofNullable(System.getProperty("lamina.mlflow.python"))
            .or(() -> Optional.ofNullable(System.getenv("LAMINA_MLFLOW_PYTHON")));
    return python
        .map(path -> List.of(path, "-m", "mlflow"))
        .or(
            () ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> new File(folder, "mlflow"))
                    .filter(File::canExecute)
                    .map(file -> List.of(file.getPath()))
                    .findFirst());
  }
}
