package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.model.Component;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Writes {@code activations/COMPONENT.safetensors}, a file a component, streamed. The metadata are
 * {@code layers} as a JSON array, {@code component} and {@code model}.
 */
@Doc(
    """
    Writes the activations into the run folder, one safetensors file a component. \
    activations/COMPONENT.safetensors holds the tensor 'activations', float32 [n_prompts, n_layers, d_model], rows in \
    the order of tables/prompts.csv; with positions: all it is [n_tokens, n_layers, d_model], and 'offsets', \
    int64 [n_prompts + 1], says where each prompt's tokens begin. Metadata: layers (a JSON array), component, model, and shape, which says how a row is heads and numbers.""")
@Citation("safetensors, the format: https://huggingface.co/docs/safetensors")
@Example("- {type: save-activations, components: [resid_post], layers: last}")
public final class SaveActivations implements Analysis {

  @Inject
  SaveActivations() {}

  @Override
  public boolean takesTokens() {
    return true;
  }

  @Override
  public boolean takesMasked() {
    return true;
  }

  @Override
  public long outputBytes(StudyDesign design, long rows, int keys) {
    long numbers = 0;
    for (Component component : design.components()) {
      long layers = component.perLayer() ? design.layers().size() : 1;
      numbers += rows * layers * design.model().hookPoint(component).width(keys);
    }
    return numbers * Float.BYTES;
  }

  @Override
  public void analyze(Study study, Findings findings) {
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      List<NamedTensor> tensors = new ArrayList<>();
      tensors.add(values(activations));
      if (study.design().rowsAreTokens()) {
        tensors.add(offsets(activations.offsets()));
      }
      findings.tensors(
          "activations/" + component.id() + ".safetensors",
          tensors,
          Map.of(
              "layers", activations.layers().toString(),
              "component", component.id(),
              "model", study.design().model().name(),
              "shape", study.design().model().hookPoint(component).shape()));
    }
  }

  private static NamedTensor values(Activations activations) {
    long[] shape = {activations.rows(), activations.layers().size(), activations.width()};
    return new NamedTensor("activations", NamedTensor.Type.F32, shape, new RowChunks(activations));
  }

  private static NamedTensor offsets(long[] offsets) {
    ByteBuffer bytes =
        ByteBuffer.allocate(offsets.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(offsets);
    return new NamedTensor(
        "offsets", NamedTensor.Type.I64, new long[] {offsets.length}, List.of(bytes).iterator());
  }

  /** The bytes of [rows, layers, width], about a mebibyte of rows at a time. */
  private static final class RowChunks implements Iterator<ByteBuffer> {

    private static final int CHUNK_BYTES = 1 << 20;

    private final List<Matrix> layers;
    private final int rows;
    private final int width;
    private int next;

    RowChunks(Activations activations) {
      this.layers = activations.layers().stream().map(activations::layer).toList();
      this.rows = activations.rows();
      this.width = activations.width();
    }

    @Override
    public boolean hasNext() {
      return next < rows;
    }

    @Override
    public ByteBuffer next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int rowFloats = layers.size() * width;
      int count = Math.min(rows - next, Math.max(1, CHUNK_BYTES / Float.BYTES / rowFloats));
      float[] row = new float[rowFloats]; // [n_layers, width]
      ByteBuffer chunk =
          ByteBuffer.allocate(count * rowFloats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int end = next + count; next < end; next++) {
        for (int layer = 0; layer < layers.size(); layer++) {
          layers.get(layer).copyRow(next, row, layer * width);
        }
        chunk.asFloatBuffer().put(row);
        chunk.position(chunk.position() + rowFloats * Float.BYTES);
      }
      return chunk.flip();
    }
  }
}
