package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells where a model comes from by how the spec names it. */
public final class Sources {

  private static final String FOLDER =
      "give a folder with config.json, tokenizer.json and model.safetensors";

  private final LaminaHome home;
  private final Fingerprints fingerprints;

  public Sources(LaminaHome home) {
    this.home = home;
    this.fingerprints = new Fingerprints(home);
  }

  /**
   * The place that a spec's {@code source} names.
   *
   * @throws InvalidModelException if there is none; the problem was reported
   */
  public ModelSource of(String source, Problems problems) throws InvalidModelException {
    if (source.startsWith("hf:")) {
      throw invalid(
          problems,
          "models of the hub (" + Quoted.of(source) + ") cannot be fetched yet; " + FOLDER);
    }
    Optional<EmbeddedModel> embedded =
        EmbeddedModel.all().stream().filter(model -> model.name().equals(source)).findAny();
    if (embedded.isPresent()) {
      return new EmbeddedSource(embedded.get(), home, fingerprints);
    }
    if (!isPath(source)) {
      String names =
          EmbeddedModel.all().stream().map(EmbeddedModel::name).collect(Collectors.joining(", "));
      throw invalid(
          problems,
          "no model is called %s; the built-in ones are %s; a folder begins with ./ or /"
              .formatted(Quoted.of(source), names));
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
