package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.family.ConfigFile;
import dev.lamina.plugins.transformers.tokens.folder.FolderTokenizer;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder as Hugging Face's {@code save_pretrained} writes it. */
final class FolderSource implements ModelSource {

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
    Path weights = folder.resolve("model.safetensors");
    boolean complete = has(config, problems, "it says which architecture the model has");
    complete &= has(weights, problems, adviceOnWeights());
    complete &= FolderTokenizer.isIn(folder, problems);
    if (!complete) {
      throw new InvalidModelException();
    }
    return read(config, weights, problems);
  }

  private ModelFiles read(Path config, Path weights, Problems problems)
      throws InvalidModelException {
    Path reading = config;
    try {
      byte[] json = Files.readAllBytes(config);
      ConfigFile parsed = ConfigFile.parse(config.toString(), json, problems);
      reading = weights;
      String weightsFingerprint = fingerprints.of(weights);
      return new ModelFiles(
          String.valueOf(folder.getFileName()),
          folder.toString(),
          parsed,
          weights,
          new SafetensorsWeights(),
          FolderTokenizer.read(folder, parsed.text("model_type").orElse(""), problems),
          fingerprints.of(fingerprints.of(json) + weightsFingerprint));
    } catch (IOException e) {
      problems.error(
          Location.file(reading.toString()), "the file cannot be read: " + Quoted.bare(e));
      throw new InvalidModelException();
    }
  }

  private String adviceOnWeights() {
    if (Files.exists(folder.resolve("model.safetensors.index.json"))) {
      return "weights in several files are not supported; transformers joins them:"
          + " model.save_pretrained(FOLDER, max_shard_size='100GB')";
    }
    if (Files.exists(folder.resolve("pytorch_model.bin"))) {
      return "pytorch_model.bin is not read, as it can run code; transformers converts it:"
          + " AutoModel.from_pretrained(FOLDER).save_pretrained(FOLDER)";
    }
    return "it holds the weights";
  }

  private static boolean has(Path file, Problems problems, String advice) {
    if (Files.isRegularFile(file)) {
      return true;
    }
    problems.error(Location.file(file.toString()), "the file is missing; " + advice);
    return false;
  }
}
