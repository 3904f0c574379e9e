package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.gguf.ConfigJson;
import dev.lamina.plugins.transformers.source.gguf.GgufModel;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.tokens.folder.FolderTokenizer;
import dev.lamina.plugins.transformers.tokens.gguf.GgufTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A GGUF file, which holds configuration and weights in one. */
final class GgufSource implements ModelSource {

  private final Path file;
  private final Fingerprints fingerprints;

  GgufSource(Path file, Fingerprints fingerprints) {
    this.file = file;
    this.fingerprints = fingerprints;
  }

  @Override
  public ModelFiles open(Problems problems) throws InvalidModelException {
    if (!Files.isRegularFile(file)) {
      String what = Files.exists(file) ? " is not a file" : " does not exist";
      problems.error("source", Quoted.of(file) + what);
      throw new InvalidModelException();
    }
    Location place = Location.file(file.toString());
    try {
      return read(GgufFile.open(file), problems);
    } catch (InvalidWeightsException e) {
      problems.error(place, e.reason());
    } catch (IOException e) {
      problems.error(place, "the file cannot be read: " + Quoted.bare(e));
    }
    throw new InvalidModelException();
  }

  private ModelFiles read(GgufFile opened, Problems problems)
      throws IOException, InvalidModelException {
    GgufModel model = GgufModel.of(opened, problems);
    String name = String.valueOf(file.getFileName());
    return new ModelFiles(
        name.substring(0, name.length() - ".gguf".length()),
        file.toString(),
        ConfigJson.parse(file.toString(), model.config(), problems),
        file,
        path -> model.tensors(),
        tokenizer(opened, problems),
        fingerprints.of(file));
  }

  /** The file's own; if that cannot be read exactly, the tokenizer.json beside it. */
  private ModelTokenizer tokenizer(GgufFile opened, Problems problems)
      throws InvalidModelException {
    try {
      return GgufTokenizer.read(opened);
    } catch (InvalidTokenizerException e) {
      if (Files.isRegularFile(file.resolveSibling("tokenizer.json"))) {
        return FolderTokenizer.read(file.resolveSibling(""), "", problems);
      }
      problems.error(
          e.location(),
          e.reason() + "; with the model's tokenizer.json beside it, that one is taken instead");
      throw new InvalidModelException();
    }
  }
}
