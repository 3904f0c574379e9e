package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.publish.ArtifactUploads.Outcome;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import dev.lamina.plugins.mlflow.rest.MlflowServer;
import dev.lamina.plugins.mlflow.view.SavedView;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes a run: claims its MLflow run, then brings over what is not there yet. */
public final class RunPublisher {

  private static final int ATTEMPTS = 3;

  private final MlflowServer server;

  public RunPublisher(MlflowServer server) {
    this.server = server;
  }

  /**
   * Publishes completely.
   *
   * @param experiment the name of the experiment that a new MLflow run is made in
   * @param runName the name that a new MLflow run gets
   * @throws IOException with one sentence for the user
   */
  public Publication publish(PublishableRun run, String experiment, String runName)
      throws IOException {
    MlflowApi api = server.session(ArtifactUploads.bytes(run));
    for (int attempt = 1; ; attempt++) {
      ClaimedRun claimed = new RunClaim(api).claim(run, experiment, runName);
      try {
        return publish(api, run, claimed, experiment);
      } catch (ApiException e) {
        if (!e.saysDeleted() || attempt == ATTEMPTS) {
          throw e;
        }
        // another publisher claimed a run with a lesser id at the same time: join it
      }
    }
  }

  private Publication publish(
      MlflowApi api, PublishableRun run, ClaimedRun claimed, String wantedExperiment)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Optional<String> base = proxiedArtifacts(api, claimed.artifactUri());
    Manifest before =
        base.isEmpty()
            ? Manifest.NONE
            : Manifest.of(api.artifact(base.get() + "/" + Manifest.PATH));
    if (base.isEmpty() && !run.artifacts().isEmpty()) {
      notes.add(
          "the run's files are not on the server: it keeps artifacts at a place that only its own clients write to (%s); start it with --artifacts-destination instead of --default-artifact-root"
              .formatted(Quoted.bare(claimed.artifactUri().replaceAll(":.*", ":"))));
    }
    Optional<IOException> failure = Optional.empty();
    if (base.isPresent()) {
      try (ArtifactUploads uploads = new ArtifactUploads(api, run, base.get(), before)) {
        Manifest sent = sendNumbers(api, run, claimed, before, notes);
        Outcome outcome = uploads.finish();
        notes.addAll(outcome.notes());
        failure = outcome.failure();
        if (!outcome.published().isEmpty()) {
          Manifest now = new Manifest(sent.metrics(), sent.tags(), outcome.published());
          if (!now.equals(before)) {
            api.putArtifact(base.get(), Manifest.PATH, now.json(api));
          }
        }
      }
    } else {
      sendNumbers(api, run, claimed, before, notes);
    }
    end(api, run, claimed);
    JsonNode experiment =
        api.get("experiments/get", Map.of("experiment_id", claimed.experimentId()))
            .path("experiment");
    String home = experiment.path("name").asText();
    if (!home.equals(wantedExperiment)) {
      notes.add(
          "the run is in the experiment %s, to which it was published first"
              .formatted(Quoted.of(home)));
    }
    String compare = SavedView.publish(api, experiment, run, notes);
    if (failure.isPresent()) {
      throw failure.get();
    }
    notes.add(0, "compare runs: " + compare);
    return new Publication(
        "%s/#/experiments/%s/runs/%s?workflowType=machine_learning"
            .formatted(api.address(), claimed.experimentId(), claimed.id()),
        notes);
  }

  /** Sends all but the files; returns what is there now. */
  private static Manifest sendNumbers(
      MlflowApi api, PublishableRun run, ClaimedRun claimed, Manifest before, List<String> notes)
      throws IOException {
    Params params = new Params(run.params());
    List<String> differing = params.send(api, claimed);
    if (!params.cut().isEmpty()) {
      notes.add("params cut at 6,000 characters: " + String.join(", ", params.cut()));
    }
    if (!differing.isEmpty()) {
      notes.add(
          "params that keep the value published first, which MLflow does not change: "
              + String.join(", ", differing));
    }
    Map<String, String> tags =
        new Tags(run, params.cut(), parent(api, run, notes)).send(api, claimed, before.tags());
    Points points = new Points(api, run.metrics());
    String sha256 = points.sha256();
    if (!sha256.equals(before.metrics())) {
      points.send(api, claimed.id());
    }
    if (run.dataset().isPresent()) {
      new DatasetInputs(api).send(claimed.id(), run.dataset().get());
    }
    return new Manifest(sha256, tags, before.artifacts());
  }

  /** The MLflow run of the run that this one is a child of. */
  private static Optional<String> parent(MlflowApi api, PublishableRun run, List<String> notes)
      throws IOException {
    if (run.parent().isEmpty()) {
      return Optional.empty();
    }
    Optional<ClaimedRun> parent = new RunClaim(api).find(run.parent().get());
    if (parent.isEmpty()) {
      notes.add(
          "its sweep %s is not on the server; publish that, then this again"
              .formatted(run.parent().get()));
    }
    return parent.map(ClaimedRun::id);
  }

  private static void end(MlflowApi api, PublishableRun run, ClaimedRun claimed)
      throws IOException {
    ObjectNode request = api.object().put("run_id", claimed.id());
    request.put("end_time", run.ended().toEpochMilli());
    String status =
        switch (run.state()) {
          case FINISHED -> "FINISHED";
          case FAILED -> "FAILED";
          case INTERRUPTED -> "KILLED";
        };
    api.post("runs/update", request.put("status", status));
  }

  /** The run's folder below the server's artifacts, if the server takes files for it. */
  private static Optional<String> proxiedArtifacts(MlflowApi api, String artifactUri) {
    if (!artifactUri.startsWith("mlflow-artifacts:")) {
      return Optional.empty();
    }
    URI uri = URI.create(artifactUri.replace(" ", "%20"));
    boolean elsewhere =
        uri.getHost() != null && !uri.getHost().equals(api.address().uri().getHost());
    return elsewhere ? Optional.empty() : Optional.of(uri.getPath().replaceAll("^/+", ""));
  }
}
