package dev.lamina.plugins.transformers;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.service.Environment;
import dev.lamina.plugins.transformers.TransformersModel.Config;
import dev.lamina.plugins.transformers.TransformersModel.DeviceChoice;
import dev.lamina.plugins.transformers.TransformersModel.Dtype;
import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.source.ModelFiles;
import dev.lamina.plugins.transformers.source.Sources;
import dev.lamina.plugins.transformers.source.hub.Hub;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The models of the tests. */
final class Models {

  private Models() {}

  static TransformersModel of(String source) {
    return of(source, Dtype.FLOAT32);
  }

  static TransformersModel of(String source, Dtype dtype) {
    return new TransformersModel(
        new Config(source, dtype, DeviceChoice.CPU, Bos.AUTO),
        Services.parallel(),
        environment(),
        Services.silent());
  }

  /** Tests leave the user's own cache alone. */
  static Environment environment() {
    String home = Path.of("target", "lamina-home").toString();
    return name -> Optional.of(home).filter(value -> name.equals("LAMINA_HOME"));
  }

  /** The files of a built-in model. */
  static ModelFiles files(String name) throws InvalidModelException {
    RecordedProblems problems = new RecordedProblems();
    Hub hub = new Hub(environment(), Services.silent());
    return new Sources(LaminaHome.of(environment()), hub).of(name, problems).open(problems);
  }

  /** A model that has been inspected. */
  static TransformersModel inspected(String source) {
    TransformersModel model = of(source);
    RecordedProblems problems = new RecordedProblems();
    try {
      model.inspect(problems);
    } catch (InvalidModelException e) {
      throw new AssertionError(problems.lines().toString(), e);
    }
    return model;
  }

  /** What inspecting a model reports. */
  static List<String> problems(String source) {
    RecordedProblems problems = new RecordedProblems();
    try {
      of(source).inspect(problems);
    } catch (InvalidModelException e) {
      if (!problems.hasErrors()) {
        throw new AssertionError("refused without a word", e);
      }
    }
    return problems.lines();
  }

  /** A folder that make_golden.py wrote: {@code gpt2}, {@code bert}, {@code gpt2-variants}. */
  static Path golden(String name) {
    try {
      return Path.of(Models.class.getResource("/golden/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The numbers of a float32 tensor as the file has them. */
  static float[] floats(StoredTensor tensor) {
    float[] floats = new float[(int) tensor.elements()];
    ByteBuffer bytes =
        ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(tensor.file())) {
      channel.read(bytes, tensor.offset());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    bytes.flip().asFloatBuffer().get(floats);
    return floats;
  }
}
