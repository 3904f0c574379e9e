package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Llama 3's scaling of rotary frequencies. A GGUF file does not say its parameters, but holds what
 * each frequency is divided by: 1 for short wavelengths, {@code factor} for long ones, and in
 * between something that depends on the wavelength. The parameters that all Llama 3 models have in
 * common are tried; if they do not give the stored numbers, the file is refused.
 */
final class Llama3Rope {

  static final String TENSOR = "rope_freqs.weight";

  private static final int CONTEXT = 8192;
  private static final double LOW = 1;
  private static final double HIGH = 4;
  private static final double TOLERANCE = 1e-4;

  private Llama3Rope() {}

  static void put(Settings settings, int headSize) throws InvalidWeightsException {
    if (!settings.hasTensor(TENSOR)) {
      return;
    }
    StoredTensor tensor = settings.tensor(TENSOR).orElseThrow();
    if (tensor.elements() != headSize / 2) {
      throw refused("has %d numbers instead of %d".formatted(tensor.elements(), headSize / 2));
    }
    float[] divisors = read(tensor);
    double base = settings.number("rope.freq_base", 10_000);
    double factor = divisors[divisors.length - 1];
    if (!(factor >= 1)) {
      throw refused("ends with " + divisors[divisors.length - 1]);
    }
    for (int i = 0; i < divisors.length; i++) {
      double expected = divisor(Math.pow(base, 2.0 * i / headSize), factor);
      if (!(Math.abs(divisors[i] - expected) <= TOLERANCE * expected)) {
        throw refused("holds %s at %d".formatted(divisors[i], i));
      }
    }
    if (factor == 1) {
      return;
    }
    if (settings.values().containsKey("rope_scaling")) {
      throw refused("is there besides rope.scaling");
    }
    settings.put(
        "rope_scaling",
        Map.of(
            "rope_type",
            "llama3",
            "factor",
            factor,
            "low_freq_factor",
            LOW,
            "high_freq_factor",
            HIGH,
            "original_max_position_embeddings",
            CONTEXT));
  }

  /** What a frequency of 1 / scale is divided by. */
  private static double divisor(double scale, double factor) {
    double wavelength = 2 * Math.PI * scale;
    if (wavelength < CONTEXT / HIGH) {
      return 1;
    }
    if (wavelength > CONTEXT / LOW) {
      return factor;
    }
    double smooth = (CONTEXT / wavelength - LOW) / (HIGH - LOW);
    return 1 / ((1 - smooth) / factor + smooth);
  }

  private static float[] read(StoredTensor tensor) throws InvalidWeightsException {
    float[] numbers = new float[(int) tensor.elements()];
    ByteBuffer memory = ByteBuffer.allocate(Float.BYTES * numbers.length);
    memory.order(ByteOrder.nativeOrder());
    try (NumberReader reader = NumberReader.open(tensor)) {
      reader.read(memory);
    } catch (IOException e) {
      throw refused("cannot be read: " + Quoted.bare(e));
    }
    memory.flip().asFloatBuffer().get(numbers);
    return numbers;
  }

  private static InvalidWeightsException refused(String what) {
    return new InvalidWeightsException(
        "tensor %s %s, which is not Llama 3's scaling of rotary frequencies"
            .formatted(TENSOR, what));
  }
}
