package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.plugins.mlflow.publish.ArtifactUploads.Outcome;
import dev.lamina.plugins.mlflow.publish.Cursor.Place;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import dev.lamina.plugins.mlflow.rest.MlflowServer;
import dev.lamina.plugins.mlflow.view.SavedView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Publishes a run: claims its MLflow run, then brings over what is not there yet. */
public final class RunPublisher {

  private static final int ATTEMPTS = 3;
  private static final String REPORT = "report.html";

  private final MlflowServer server;

  public RunPublisher(MlflowServer server) {
    this.server = server;
  }

  /**
   * Publishes all that there is.
   *
   * @param experiment the name of the experiment that a new MLflow run is made in
   * @param runName the name that a new MLflow run gets
   * @throws IOException with one sentence for the user
   */
  public Publication publish(PublishableRun run, String experiment, String runName)
      throws IOException {
    MlflowApi api = server.session(ArtifactUploads.bytes(run));
    Cursor cursor = new Cursor(api, run);
    for (int attempt = 1; ; attempt++) {
      Optional<Place> last = cursor.read();
      ClaimedRun claimed = claim(new RunClaim(api), run, last, experiment, runName);
      try {
        return publish(
            api,
            run,
            claimed,
            cursor,
            last.filter(place -> place.runId().equals(claimed.id())),
            experiment);
      } catch (ApiException e) {
        if (!e.saysDeleted() || attempt == ATTEMPTS) {
          throw e;
        }
        // another publisher claimed a run with a lesser id at the same time: join it
      }
    }
  }

  /** While a run is under way, the MLflow run of the last time is as good as the one to find. */
  private static ClaimedRun claim(
      RunClaim runs, PublishableRun run, Optional<Place> last, String experiment, String runName)
      throws IOException {
    if (isRunning(run) && last.isPresent()) {
      Optional<ClaimedRun> known = runs.known(run, last.get().runId());
      if (known.isPresent()) {
        return known.get();
      }
    }
    return runs.claim(run, experiment, runName);
  }

  private static boolean isRunning(PublishableRun run) {
    return run.state() == State.RUNNING;
  }

  private static Publication publish(
      MlflowApi api,
      PublishableRun run,
      ClaimedRun claimed,
      Cursor cursor,
      Optional<Place> last,
      String wantedExperiment)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Optional<IOException> failure = send(api, run, claimed, cursor, last, notes);
    follow(api, run, claimed);
    if (!isRunning(run)) {
      lookInto(api, run, claimed, wantedExperiment, notes);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return new Publication(page(api, claimed, ""), notes);
  }

  /** Adds the run to the view of its experiment, and says where that is. */
  private static void lookInto(
      MlflowApi api,
      PublishableRun run,
      ClaimedRun claimed,
      String wantedExperiment,
      List<String> notes)
      throws IOException {
    JsonNode experiment = api.experiment(claimed.experimentId());
    String home = experiment.path("name").asText();
    if (!home.equals(wantedExperiment)) {
      notes.add(
          "the run is in the experiment %s, to which it was published first"
              .formatted(Quoted.of(home)));
    }
    String compare = SavedView.publish(api, experiment, run, LoggedImages.keys(run), notes);
    notes.add(0, "compare runs: " + compare);
  }

  /** Sends what is new; returns why a file could not be sent, when all else has been tried. */
  private static Optional<IOException> send(
      MlflowApi api,
      PublishableRun run,
      ClaimedRun claimed,
      Cursor cursor,
      Optional<Place> last,
      List<String> notes)
      throws IOException {
    Optional<String> base = claimed.artifactFolder(api);
    if (base.isEmpty()) {
      if (!run.artifacts().isEmpty()) {
        notes.add(
            "the run's files are not on the server: it keeps artifacts at a place that only its own clients write to (%s); start it with --artifacts-destination instead of --default-artifact-root"
                .formatted(Quoted.bare(claimed.artifactUri().replaceAll(":.*", ":"))));
      }
      Manifest before = last.map(Place::published).orElse(Manifest.NONE);
      Manifest sent =
          sendNumbers(api, run, claimed, cursor, new Place(claimed.id(), before, false), notes);
      cursor.write(new Place(claimed.id(), sent, false));
      return Optional.empty();
    }
    Place before = last.isPresent() ? last.get() : shared(api, claimed, base.get());
    try (ArtifactUploads uploads =
        new ArtifactUploads(
            api, run, base.get(), before.published().artifacts(), !isRunning(run))) {
      Manifest sent = sendNumbers(api, run, claimed, cursor, before, notes);
      // now, as uploads may be cut short
      cursor.write(
          new Place(claimed.id(), sent, before.shared() && sent.equals(before.published())));
      Outcome outcome = uploads.finish();
      notes.addAll(outcome.notes());
      Manifest now = sent.withArtifacts(outcome.published());
      boolean shared = before.shared() && now.equals(before.published());
      cursor.write(new Place(claimed.id(), now, shared));
      if (!isRunning(run) && !shared && !outcome.published().isEmpty()) {
        api.putArtifact(base.get(), Manifest.PATH, now.json(api));
        cursor.write(new Place(claimed.id(), now, true));
      }
      return outcome.failure();
    }
  }

  /** What a publisher that may have been on another machine left on the server. */
  private static Place shared(MlflowApi api, ClaimedRun claimed, String base) throws IOException {
    Optional<JsonNode> stored = api.artifact(base + "/" + Manifest.PATH);
    return new Place(
        claimed.id(), stored.map(Manifest::of).orElse(Manifest.NONE), stored.isPresent());
  }

  /** Sends all but the files; returns what is there now. */
  private static Manifest sendNumbers(
      MlflowApi api,
      PublishableRun run,
      ClaimedRun claimed,
      Cursor cursor,
      Place before,
      List<String> notes)
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
    Tags tags =
        new Tags(run, params.cut(), report(api, run, claimed), parent(api, run, claimed, notes));
    Manifest last = before.published();
    Tags.Change change = tags.change(claimed, last.tags());
    if (!change.values().isEmpty()) {
      // first, as this may be cut short: what is not known as published looks like an edit
      cursor.write(new Place(claimed.id(), last.withTags(change.meanwhile()), before.shared()));
      change.send(api, claimed);
    }
    return new Manifest(
        new DatasetInputs(api).send(claimed.id(), run.dataset(), last.inputs()),
        new Points(api, run.metrics()).send(claimed.id(), last.metrics()),
        change.published(),
        last.artifacts());
  }

  private static Optional<String> report(MlflowApi api, PublishableRun run, ClaimedRun claimed) {
    return run.artifacts().stream()
        .filter(artifact -> artifact.path().equals(REPORT))
        .findFirst()
        .filter(artifact -> claimed.artifactFolder(api).isPresent())
        .map(artifact -> page(api, claimed, "/artifacts/" + REPORT));
  }

  /** A page of the run in the MLflow UI. */
  private static String page(MlflowApi api, ClaimedRun claimed, String tab) {
    return "%s/#/experiments/%s/runs/%s%s?workflowType=machine_learning"
        .formatted(api.address(), claimed.experimentId(), claimed.id(), tab);
  }

  /** The MLflow run of the run that this one is a child of. */
  private static Optional<String> parent(
      MlflowApi api, PublishableRun run, ClaimedRun claimed, List<String> notes)
      throws IOException {
    if (run.parent().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> known = Optional.ofNullable(claimed.tags().get(Tags.PARENT_TAG));
    if (isRunning(run) && known.isPresent()) {
      return known;
    }
    Optional<ClaimedRun> parent = new RunClaim(api).find(run.parent().get());
    if (parent.isEmpty()) {
      notes.add(
          "its sweep %s is not on the server; publish that, then this again"
              .formatted(run.parent().get()));
    }
    return parent.map(ClaimedRun::id);
  }

  private static void follow(MlflowApi api, PublishableRun run, ClaimedRun claimed)
      throws IOException {
    String status =
        switch (run.state()) {
          case RUNNING -> "RUNNING";
          case FINISHED -> "FINISHED";
          case FAILED -> "FAILED";
          case INTERRUPTED -> "KILLED";
        };
    ObjectNode request = api.object().put("run_id", claimed.id()).put("status", status);
    if (!isRunning(run)) {
      request.put("end_time", run.ended().toEpochMilli());
    } else if (claimed.status().equals(status)) {
      return;
    }
    api.post("runs/update", request);
  }
}
