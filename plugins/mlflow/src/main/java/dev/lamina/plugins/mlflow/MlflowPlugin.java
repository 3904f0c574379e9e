package dev.lamina.plugins.mlflow;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.mlflow.server.MlflowDashboard;

/** Brings MLflow: publishing to a server, and a server on this machine. */
public final class MlflowPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.tracker("mlflow", MlflowTracker.class, MlflowTracker.Config.class);
    components.dashboard("mlflow", MlflowDashboard.class, NoConfig.class);
  }
}
