package dev.lamina.plugins.transformers;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.forward.RunnableModel;
import dev.lamina.plugins.transformers.forward.Speed;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.plugins.transformers.torch.Torch;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.ParameterFinder;
import dev.lamina.plugins.transformers.weights.Parameters;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.WeightFile;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model that make_golden.py wrote, read without a tokenizer. */
record TinyModel(
    Architecture architecture, Parameters parameters, FileStates files, List<String> warnings) {

  /**
   * Reads a model's configuration and the headers of its weights.
   *
   * @param config the file of the configuration
   * @param weights the file of the weights
   */
  static TinyModel read(Path config, Path weights, WeightFile format) {
    RecordedProblems problems = new RecordedProblems();
    try {
      ConfigFile file = ConfigFile.parse("config.json", bytes(config), problems);
      Family family = new Families().of(file).orElseThrow(InvalidModelException::new);
      Architecture architecture = family.reader().read(file);
      if (problems.hasErrors()) {
        throw new InvalidModelException();
      }
      List<StoredTensor> tensors = format.tensors(weights);
      Parameters parameters =
          new ParameterFinder(family, architecture, tensors)
              .find(Location.file("model.safetensors"), problems);
      return new TinyModel(architecture, parameters, FileStates.of(tensors), problems.lines());
    } catch (InvalidModelException | InvalidWeightsException | IOException e) {
      throw new AssertionError(config + ": " + problems.lines(), e);
    }
  }

  /** Reads a folder of make_golden.py. */
  static TinyModel read(String folder, String config) {
    Path path = Models.golden(folder);
    return read(path.resolve(config), path.resolve("model.safetensors"), new SafetensorsWeights());
  }

  RunnableModel load(DataType type) {
    return load(type, Layout.PACKED);
  }

  RunnableModel load(DataType type, Layout linear) {
    return RunnableModel.load(
        Torch.start(),
        Device.cpu(),
        type,
        architecture,
        parameters,
        files,
        Services.parallel(),
        Speed.typical(linear));
  }

  /** The model without a tokenizer, for its contract. */
  Model asModel(DataType type) {
    ModelDescription description =
        new ModelDescription(
            architecture.family(),
            "make_golden.py",
            architecture.family(),
            architecture.layers(),
            architecture.dModel(),
            architecture.attention().heads(),
            architecture.contextLength(),
            architecture.vocabulary(),
            architecture.parameters(parameters.parts()),
            architecture.hookPoints(),
            "0".repeat(64),
            "0".repeat(64));
    return new Model() {
      @Override
      public ModelDescription inspect(Problems problems) {
        return description;
      }

      @Override
      public String computation() {
        return type.toString();
      }

      @Override
      public Tokenizer tokenizer() {
        throw new UnsupportedOperationException("a tiny model has no tokenizer");
      }

      @Override
      public LoadedModel load() {
        return TinyModel.this.load(type);
      }
    };
  }

  List<Component> components() {
    return architecture.hookPoints().stream().map(point -> point.component()).toList();
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
