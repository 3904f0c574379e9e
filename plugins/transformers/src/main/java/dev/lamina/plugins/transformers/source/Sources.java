package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.Hub;
import dev.lamina.plugins.transformers.source.hub.ShortName;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells where a model comes from by how the spec names it. */
public final class Sources {

  private final LaminaHome home;
  private final Fingerprints fingerprints;
  private final Hub hub;

  public Sources(LaminaHome home, Hub hub) {
    this.home = home;
    this.fingerprints = new Fingerprints(home);
    this.hub = hub;
  }

  /**
   * The place that a spec's {@code source} names.
   *
   * @throws InvalidModelException if there is none; the problem was reported
   */
  public ModelSource of(String source, Problems problems) throws InvalidModelException {
    Optional<String> ofHub =
        Hub.isModel(source) ? Optional.of(source) : ShortName.find(source).map(ShortName::source);
    if (ofHub.isPresent()) {
      return new HubSource(ofHub.get(), hub, fingerprints);
    }
    Optional<EmbeddedModel> embedded =
        EmbeddedModel.all().stream().filter(model -> model.name().equals(source)).findAny();
    if (embedded.isPresent()) {
      return new EmbeddedSource(embedded.get(), home, fingerprints);
    }
    if (!isPath(source)) {
      throw invalid(
          problems,
          "no model is called %s%s (see: lamina list models); a folder begins with ./ or /, a model of the hub with hf:"
              .formatted(Quoted.of(source), NearNames.hint(source, names())));
    }
    try {
      Path path = Path.of(source).toAbsolutePath().normalize();
      return isGguf(source)
          ? new GgufSource(path, fingerprints)
          : new FolderSource(path, fingerprints);
    } catch (InvalidPathException e) {
      throw invalid(problems, Quoted.of(source) + " is not a path");
    }
  }

  private static List<String> names() {
    return Stream.concat(
            EmbeddedModel.all().stream().map(EmbeddedModel::name),
            ShortName.all().stream().map(ShortName::name))
        .toList();
  }

  private static boolean isPath(String source) {
    return source.startsWith(".")
        || source.contains("/")
        || source.contains(File.separator)
        || isGguf(source);
  }

  private static boolean isGguf(String source) {
    return source.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  private static InvalidModelException invalid(Problems problems, String message) {
    problems.error("source", message);
    return new InvalidModelException();
  }
}
