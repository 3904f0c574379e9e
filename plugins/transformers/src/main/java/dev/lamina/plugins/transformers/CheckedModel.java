package dev.lamina.plugins.transformers;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.source.ModelFiles;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.ParameterFinder;
import dev.lamina.plugins.transformers.weights.Parameters;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A model whose files fit each other, as far as can be known without reading the weights.
 *
 * @param states what the files of the weights were when they were checked
 */
record CheckedModel(
    ModelFiles files,
    Architecture architecture,
    Parameters parameters,
    ModelTokenizer tokenizer,
    FileStates states) {

  /** The weights, and what their files were. */
  private record Weights(Parameters parameters, FileStates states) {}

  /**
   * Checks a model; what is wrong with its weights and with its tokenizer is reported together.
   *
   * @throws InvalidModelException if something is wrong; the problems say what
   */
  static CheckedModel of(ModelFiles files, Bos bos, Problems problems)
      throws InvalidModelException {
    Family family = new Families().of(files.config()).orElseThrow(InvalidModelException::new);
    Architecture architecture = family.reader().read(files.config());
    if (problems.hasErrors()) {
      throw new InvalidModelException();
    }
    Optional<Weights> weights = weights(files, family, architecture, problems);
    Optional<ModelTokenizer> tokenizer =
        tokenizer(files.tokenizer(), bos, architecture.vocabulary(), problems);
    if (weights.isEmpty() || tokenizer.isEmpty()) {
      throw new InvalidModelException();
    }
    return new CheckedModel(
        files, architecture, weights.get().parameters(), tokenizer.get(), weights.get().states());
  }

  private static Optional<Weights> weights(
      ModelFiles files, Family family, Architecture architecture, Problems problems) {
    Location place = Location.file(files.weights().toString());
    try {
      List<StoredTensor> tensors = files.format().tensors(files.weights());
      FileStates states = FileStates.of(tensors);
      Parameters parameters =
          new ParameterFinder(family, architecture, tensors).find(place, problems);
      return Optional.of(new Weights(parameters, states));
    } catch (InvalidWeightsException e) {
      problems.error(place, e.reason());
    } catch (IOException e) {
      problems.error(place, "the file cannot be read: " + Quoted.bare(e));
    } catch (InvalidModelException e) {
      return Optional.empty(); // the finder has reported why
    }
    return Optional.empty();
  }

  /**
   * The tokenizer as the spec wants it, if it fits.
   *
   * @param rows of the token embedding
   */
  private static Optional<ModelTokenizer> tokenizer(
      ModelTokenizer found, Bos bos, int rows, Problems problems) {
    Location file = Location.file(found.origin());
    ModelTokenizer.Ids ids = found.ids();
    if (ids.always() >= rows) {
      problems.error(
          file,
          "the tokenizer does not fit the model: it has ids up to %d, the token embedding %d rows"
              .formatted(ids.always(), rows));
      return Optional.empty();
    }
    if (ids.spelled() >= rows) {
      problems.warning(
          file,
          "the tokenizer has added tokens with ids up to %d, the token embedding %d rows; a prompt"
                  .formatted(ids.spelled(), rows)
              + " that spells one without a row is refused");
    }
    if (bos == Bos.NEVER && found.special().bos().isEmpty()) {
      problems.warning(
          "bos",
          "the model has no token for the beginning of a text, so bos: never changes nothing");
    }
    Optional<ModelTokenizer> chosen = found.with(bos);
    if (chosen.isEmpty()) {
      problems.error(
          "bos", "the model has no token for the beginning of a text; use bos: auto or bos: never");
    }
    return chosen;
  }

  ModelDescription description() {
    return new ModelDescription(
        files.name(),
        files.origin(),
        architecture.family(),
        architecture.layers(),
        architecture.dModel(),
        architecture.attention().heads(),
        architecture.contextLength(),
        architecture.vocabulary(),
        architecture.parameters(parameters.parts()),
        architecture.hookPoints(),
        files.fingerprint(),
        tokenizer.fingerprint());
  }
}
