package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Uploads a run's files, four at a time, while the caller does something else. */
final class ArtifactUploads implements AutoCloseable {

  private static final int AT_A_TIME = 4;

  /** By so much a file system's clock may be ahead of the one that wrote the journal. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMillis(100);

  private final MlflowApi api;
  private final Path folder;
  private final String base;
  private final Map<String, String> before;
  private final boolean check;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_A_TIME,
          work -> {
            Thread thread = new Thread(work, "mlflow-upload");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Future<Upload>> uploads = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * What happened.
   *
   * @param published SHA-256 by path on the server
   * @param notes what the user should know
   * @param failure the first file that could not be uploaded, after all have been tried
   */
  record Outcome(
      Map<String, String> published, List<String> notes, Optional<IOException> failure) {}

  /** One file, with what the user should know about it. */
  private record Upload(Optional<String> sha256, Optional<String> note) {}

  /**
   * Begins to upload.
   *
   * @param base the run's folder on the server
   * @param before files that have been published, by path: SHA-256
   * @param check whether these are looked for on the server
   */
  ArtifactUploads(
      MlflowApi api, PublishableRun run, String base, Map<String, String> before, boolean check)
      throws IOException {
    this.api = api;
    this.folder = run.folder().toAbsolutePath().normalize();
    this.base = base;
    this.before = before;
    this.check = check;
    ArtifactPaths paths =
        ArtifactPaths.of(run.artifacts().stream().map(Artifact::path).distinct().toList());
    notes.addAll(paths.notes());
    Map<String, Artifact> wanted = new LinkedHashMap<>();
    for (Artifact artifact : run.artifacts()) {
      String target = paths.targets().get(artifact.path());
      if (target != null) {
        wanted.putIfAbsent(target, artifact);
      }
    }
    wanted.putAll(LoggedImages.of(run));
    Map<String, Long> sizes =
        before.isEmpty() || !check ? Map.of() : sizesOnServer(wanted.keySet());
    wanted.forEach(
        (target, artifact) ->
            uploads.put(target, threads.submit(() -> upload(artifact, target, sizes))));
  }

  private Map<String, Long> sizesOnServer(Iterable<String> targets) throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    targets.forEach(target -> folders.add(target.substring(0, target.lastIndexOf('/') + 1)));
    Map<String, Long> sizes = new HashMap<>();
    for (String below : folders) {
      String path = below.isEmpty() ? base : base + "/" + below.substring(0, below.length() - 1);
      for (JsonNode file : api.artifactList(path).path("files")) {
        sizes.put(below + file.path("path").asText(), file.path("file_size").asLong(-1));
      }
    }
    return sizes;
  }

  private Upload upload(Artifact artifact, String target, Map<String, Long> sizes)
      throws IOException {
    Path file = folder.resolve(artifact.path()).normalize();
    String name = Quoted.bare(artifact.path());
    if (!file.startsWith(folder) || !Files.isReadable(file)) {
      return new Upload(
          Optional.empty(),
          Optional.of(name + " is missing in the run's folder and is not published"));
    }
    String sha256 = isAsWritten(file, artifact) ? artifact.sha256() : sha256(file);
    boolean there =
        sha256.equals(before.get(target))
            && (!check || sizes.getOrDefault(target, -1L) == Files.size(file));
    if (!there) {
      api.putArtifact(base, target, file);
    }
    Optional<String> note =
        sha256.equals(artifact.sha256())
            ? Optional.empty()
            : Optional.of(
                name + " has changed since the run wrote it; it is published as it is now");
    return new Upload(Optional.of(sha256), note);
  }

  /** Told by size and time: reading all files again would take longer than most uploads. */
  private static boolean isAsWritten(Path file, Artifact artifact) throws IOException {
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    return Files.size(file) == artifact.size()
        && !modified.isAfter(artifact.timestamp().plus(CLOCKS_DIFFER));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Texts.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Waits until every file has been tried. */
  Outcome finish() throws IOException {
    Map<String, String> published = new TreeMap<>(before);
    List<IOException> failures = new ArrayList<>();
    boolean disabled = false;
    for (Map.Entry<String, Future<Upload>> entry : uploads.entrySet()) {
      try {
        Upload upload = entry.getValue().get();
        upload.sha256().ifPresent(sha256 -> published.put(entry.getKey(), sha256));
        upload.note().filter(note -> !notes.contains(note)).ifPresent(notes::add);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ApiException refusal && refusal.saysArtifactsDisabled()) {
          disabled = true;
        } else if (e.getCause() instanceof IOException failure) {
          failures.add(failure);
        } else {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    if (disabled) {
      notes.add("the run's files are not on the server: it was started with --no-serve-artifacts");
    }
    return new Outcome(published, List.copyOf(notes), failures.stream().findFirst());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Bytes of all files, as far as they are there. */
  static long bytes(PublishableRun run) {
    return run.artifacts().stream().collect(Collectors.summingLong(Artifact::size));
  }
}
