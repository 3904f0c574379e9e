package dev.lamina.plugins.mlflow.publish;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.plugins.mlflow.limits.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures as the MLflow UI shows them side by side for several runs, with a slider over the steps:
 * the overview, and the figures of the analysis with the most important results. A figure whose
 * name ends with a number, {@code pca.resid_post.7}, is that step's of the others of its name.
 *
 * <p>The UI looks for {@code images/KEY+step+N+timestamp+MS+ID.png}, for the same name with {@code
 * +compressed} before its ending, and for the tag {@link #TAG}. Time and id depend on what is
 * pictured, not on when it was drawn, so that drawing it again replaces it.
 */
final class LoggedImages {

  /** Says, with the value {@code True}, that a run has images. */
  static final String TAG = "mlflow.loggedImages";

  private static final String OVERVIEW = "overview";
  private static final int MOST = 12;
  private static final Pattern FIGURE = Pattern.compile("figures/(.+?)(?:\\.(\\d{1,6}))?\\.png");
  private static final int ID_LENGTH = 32;

  private LoggedImages() {}

  private record Image(String key, String step, Artifact artifact) {}

  /** Files of the run by their paths on the server. */
  static Map<String, Artifact> of(PublishableRun run) {
    Map<String, Artifact> images = new LinkedHashMap<>();
    for (Image image : images(run)) {
      String id = Texts.sha256(image.artifact().path()).substring(0, ID_LENGTH);
      String name =
          "images/%s+step+%s+timestamp+%d+%s"
              .formatted(
                  image.key().replace('/', '~'), image.step(), run.started().toEpochMilli(), id);
      images.put(name + ".png", image.artifact());
      images.put(name + "+compressed.png", image.artifact());
    }
    return images;
  }

  /** What they show, each once. */
  static List<String> keys(PublishableRun run) {
    return images(run).stream().map(Image::key).distinct().toList();
  }

  private static List<Image> images(PublishableRun run) {
    // while a run is under way the analysis with the most important results may still change
    boolean known = run.state() != State.RUNNING && !run.metrics().isEmpty();
    String main = known ? run.metrics().get(0).key().replaceAll("/.*", "") : "";
    List<Image> images = new ArrayList<>();
    for (Artifact artifact : run.artifacts()) {
      Matcher figure = FIGURE.matcher(artifact.path());
      if (artifact.path().equals(OVERVIEW + ".png")) {
        images.add(0, new Image(OVERVIEW, "0", artifact));
      } else if (figure.matches() && isOf(main, figure.group(1)) && images.size() < MOST) {
        String step = figure.group(2);
        images.add(new Image(figure.group(1), step == null ? "0" : step, artifact));
      }
    }
    return images;
  }

  private static boolean isOf(String analysis, String figure) {
    return figure.equals(analysis) || figure.startsWith(analysis + ".");
  }
}
