package dev.lamina.plugins.transformers.source.hub.http;

import dev.lamina.api.problem.Quoted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is asked of a hub: a revision of a model, or a file of it.
 *
 * @param repository {@code OWNER/NAME}
 * @param revision a branch, tag or commit
 * @param file its path in the repository, if a file is meant
 */
public record Resource(String repository, String revision, Optional<String> file) {

  /** A revision: its commit and the names of its files. */
  public static Resource revision(String repository, String revision) {
    return new Resource(repository, revision, Optional.empty());
  }

  /** A file's content. */
  public static Resource file(String repository, String revision, String name) {
    return new Resource(repository, revision, Optional.of(name));
  }

  /** Where the hub has it. */
  String path() {
    String version = encoded(revision);
    return file.map(name -> "/" + repository + "/resolve/" + version + "/" + segments(name))
        .orElse("/api/models/" + repository + "/revision/" + version);
  }

  private static String segments(String name) {
    return Arrays.stream(name.split("/", -1))
        .map(Resource::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** How messages call it. */
  @Override
  public String toString() {
    String model = Quoted.of(repository);
    return file.map(name -> Quoted.bare(name) + " of " + model).orElse(model);
  }
}
