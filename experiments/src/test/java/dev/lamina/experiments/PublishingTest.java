package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.api.tracking.Dashboard;
import dev.lamina.engine.Lamina;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes to a real MLflow server, the one that {@code lamina ui} starts. */
class PublishingTest {

  private static final String PYTHON = "LAMINA_MLFLOW_PYTHON";

  @TempDir private static Path folder;
  private static Lamina engine;
  private static Dashboard.Server server;
  private static Path spec;

  @BeforeAll
  static void start() throws IOException {
    String python = System.getenv(PYTHON);
    assumeTrue(
        python != null, "needs Python's mlflow: set " + PYTHON + " to an interpreter that has it");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", Path.of(python).getParent() + ":" + System.getenv("PATH"));
    engine =
        new Lamina(
            new Lamina.Settings(folder, Optional.empty(), false, false, 2, environment),
            Services.silent());
    server = engine.dashboard("mlflow").start(folder.resolve(".mlflow"));
    spec =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            description: Is a small study published whole?
            model: minilm
            dataset: {type: facts, limit: 24}
            layers: [0, 5]
            analyses: [layer-comparison, {type: linear-probe, folds: 3}]
            """);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      engine.close();
    }
  }

  @Test
  void aRunIsPublishedAsItEndsAndSyncingItAgainAddsNothing() throws Exception {
    Path runs = folder.resolve("published");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            spec.toString(),
            "tracking={type: mlflow, uri: '%s', experiment: small}".formatted(server.address()),
            "--runs",
            runs.toString(),
            "--quiet");
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.out()).anyMatch(line -> line.startsWith("published http"));

    CommandLineRun sync =
        CommandLineRun.of("sync", "--to", server.address(), "--runs", runs.toString());

    assertThat(sync.exitCode()).as("%s", sync.err()).isZero();
    String id = runs.resolve("small/latest").toRealPath().getFileName().toString();
    String found = search("tags.`lamina.run_id` = '" + id + "'");
    assertThat(Pattern.compile("\"run_uuid\"").matcher(found).results()).hasSize(1);
    assertThat(found)
        .contains("linear-probe/resid_post/accuracy.best", "layer-comparison/resid_post/l2_norm")
        .contains("\"status\": \"FINISHED\"");
  }

  @Test
  void aServerThatIsAwayCostsNothingButTheExitCode() throws IOException {
    Path runs = folder.resolve("unpublished");

    CommandLineRun run =
        CommandLineRun.of(
            "run",
            spec.toString(),
            "tracking=[{type: mlflow, uri: 'http://127.0.0.1:1'}]",
            "--runs",
            runs.toString(),
            "--quiet");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("127.0.0.1:1")
        .contains("lamina sync");
    assertThat(runs.resolve("small/latest/report.html")).isRegularFile();
  }

  private static String search(String filter) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    String experiment =
        client
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            server.address()
                                + "/api/2.0/mlflow/experiments/get-by-name?experiment_name=small"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body()
            .replaceAll("(?s).*\"experiment_id\": \"(\\d+)\".*", "$1");
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + "/api/2.0/mlflow/runs/search"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"experiment_ids\": [\"%s\"], \"filter\": \"%s\"}"
                            .formatted(experiment, filter)))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
