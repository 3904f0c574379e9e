package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.tokens.folder.FolderTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder as Hugging Face's {@code save_pretrained} writes it. */
final class FolderSource implements ModelSource {

  private static final int MOST_CONFIG_BYTES = 1 << 24;

  private final Path folder;
  private final Fingerprints fingerprints;

  FolderSource(Path folder, Fingerprints fingerprints) {
    this.folder = folder;
    this.fingerprints = fingerprints;
  }

  @Override
  public ModelFiles open(Problems problems) throws InvalidModelException {
    if (!Files.isDirectory(folder)) {
      String what = Files.exists(folder) ? " is not a folder" : " does not exist";
      problems.error(
          "source",
          Quoted.of(folder)
              + what
              + "; source is a folder with config.json, tokenizer.json and model.safetensors");
      throw new InvalidModelException();
    }
    Path config = folder.resolve("config.json");
    boolean complete = has(config, problems, "it says which architecture the model has");
    Optional<FolderWeights> weights = FolderWeights.find(folder, problems);
    complete &= FolderTokenizer.isIn(folder, problems);
    if (!complete) {
      throw new InvalidModelException();
    }
    return read(config, weights.orElseThrow(InvalidModelException::new), problems);
  }

  private ModelFiles read(Path config, FolderWeights weights, Problems problems)
      throws InvalidModelException {
    Path reading = config;
    try {
      byte[] json = bytes(config, problems);
      ConfigFile parsed = ConfigFile.parse(config.toString(), json, problems);
      StringBuilder weightsFingerprint = new StringBuilder();
      for (Path part : weights.files()) {
        reading = part;
        weightsFingerprint.append(fingerprints.of(part));
      }
      return new ModelFiles(
          String.valueOf(folder.getFileName()),
          folder.toString(),
          parsed,
          weights.file(),
          weights.format(),
          FolderTokenizer.read(folder, parsed.text("model_type").orElse(""), problems),
          fingerprints.of(fingerprints.of(json) + weightsFingerprint));
    } catch (IOException e) {
      problems.error(
          Location.file(reading.toString()), "the file cannot be read: " + Quoted.bare(e));
      throw new InvalidModelException();
    }
  }

  private static byte[] bytes(Path config, Problems problems)
      throws IOException, InvalidModelException {
    try (InputStream in = Files.newInputStream(config)) {
      byte[] bytes = in.readNBytes(MOST_CONFIG_BYTES + 1);
      if (bytes.length > MOST_CONFIG_BYTES) {
        problems.error(
            Location.file(config.toString()),
            "the file has more than " + MOST_CONFIG_BYTES + " bytes, too many for a configuration");
        throw new InvalidModelException();
      }
      return bytes;
    }
  }

  private static boolean has(Path file, Problems problems, String advice) {
    Optional<String> unusable = UnusableFile.reason(file);
    unusable.ifPresent(
        reason -> problems.error(Location.file(file.toString()), reason + "; " + advice));
    return unusable.isEmpty();
  }
}
