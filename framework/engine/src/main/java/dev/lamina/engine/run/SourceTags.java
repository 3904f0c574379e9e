package dev.lamina.engine.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run comes from, as MLflow has it. */
public final class SourceTags {

  private SourceTags() {}

  /** Those of a spec's file, in the git checkout of the working folder if there is one. */
  public static Map<String, String> of(Path spec) {
    return of(spec, GitState.here());
  }

  static Map<String, String> of(Path spec, Map<String, String> git) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", spec.toString());
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.user", System.getProperty("user.name", "unknown"));
    git.forEach((key, value) -> tags.put("mlflow.source.git." + key, value));
    return tags;
  }
}
