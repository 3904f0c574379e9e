package dev.lamina.plugins.mlflow.publish;

import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a run's files lie on the server: under their own paths, but for characters that MLflow
 * refuses or decodes a second time.
 *
 * @param targets path on the server by path in the run's folder
 * @param notes what lies elsewhere or cannot be published, for the user
 */
record ArtifactPaths(Map<String, String> targets, List<String> notes) {

  static ArtifactPaths of(List<String> paths) {
    Map<String, String> targets = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    Set<String> taken = new HashSet<>(Set.of(Manifest.PATH));
    List<String> renamed = new ArrayList<>();
    for (String path : paths) {
      if (!target(path).equals(path)) {
        renamed.add(path);
      } else if (taken.add(path)) {
        targets.put(path, path);
      }
    }
    for (String path : renamed) {
      String target = target(path);
      if (taken.add(target)) {
        targets.put(path, target);
        notes.add(
            "%s is %s on the server: MLflow does not take its name"
                .formatted(Quoted.bare(path), Quoted.bare(target)));
      } else {
        notes.add(
            "%s is not published: MLflow does not take its name, and %s is another file"
                .formatted(Quoted.bare(path), Quoted.bare(target)));
      }
    }
    return new ArtifactPaths(targets, notes);
  }

  /**
   * MLflow refuses {@code #} and, on Windows, a backslash; it decodes {@code %20} over and over.
   */
  private static String target(String path) {
    return path.replaceAll("[#\\\\\\p{Cntrl}]|%(?=[0-9A-Fa-f]{2})", "-");
  }
}
