package dev.lamina.plugins.mlflow;

import dev.lamina.api.tracking.Tracker;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealMlflow.class)
final class MlflowTrackerContractTest implements TrackerContract {

  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void server(MlflowReader reader) {
    mlflow = reader;
  }

  @Override
  public Tracker tracker() {
    return new MlflowTracker(MlflowTracker.Config.to(mlflow.address()), name -> Optional.empty());
  }

  @Override
  public List<PublishedRun> published(String runId) throws IOException {
    return mlflow.published(runId);
  }
}
