package dev.lamina.engine.store;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The activations of a data set at one component, each row read from the segment that has it. */
public final class StoredActivations implements Activations {

  private final HookPoint point;
  private final int keys;
  private final Coverage coverage;
  private final DistinctPrompts prompts;
  private final long[] offsets;
  private final Map<Segment, SegmentRows> files = new HashMap<>();

  /**
   * All that a coverage has.
   *
   * @param keys how many keys a row of {@code pattern} and {@code attn_scores} has room for
   * @param coverage complete
   * @param offsets where each prompt's rows begin, [prompts + 1]
   * @param open the coverage's segments among others
   */
  public StoredActivations(
      HookPoint point,
      int keys,
      Coverage coverage,
      DistinctPrompts prompts,
      long[] offsets,
      OpenSegments open) {
    this.point = point;
    this.keys = keys;
    this.coverage = coverage;
    this.prompts = prompts;
    this.offsets = offsets;
    coverage.segments().forEach(segment -> files.put(segment, open.rows(segment)));
  }

  @Override
  public Component component() {
    return point.component();
  }

  @Override
  public List<Integer> layers() {
    return coverage.layers();
  }

  @Override
  public int rows() {
    return Math.toIntExact(offsets[prompts.all()]);
  }

  @Override
  public int width() {
    return point.width(keys);
  }

  @Override
  public Matrix layer(int layer) {
    if (!layers().contains(layer)) {
      throw new IllegalArgumentException("layer " + layer + " was not captured: " + layers());
    }
    return new LayerMatrix(layer, layers().indexOf(layer));
  }

  @Override
  public long[] offsets() {
    return offsets.clone();
  }

  /** The prompt that a row belongs to. */
  private int promptOf(int row) {
    if (rows() == prompts.all()) {
      return row; // every prompt has a row
    }
    int found = Arrays.binarySearch(offsets, row);
    return found >= 0 ? found : -found - 2;
  }

  /** Copies a row from its segment. */
  private void copy(int row, int layer, int place, float[] into, int offset) {
    int prompt = promptOf(row);
    Coverage.Cell cell = coverage.cell(prompts.of(prompt), place);
    SegmentRows rows = files.get(cell.segment());
    if (rows == null) {
      throw new IllegalStateException(cell.segment().file() + " is not open");
    }
    int token = (int) (row - offsets[prompt]);
    int stored = cell.segment().width();
    try {
      if (stored == width()) {
        rows.copy(cell.slot(), token, layer, into, offset);
      } else {
        float[] narrower = new float[stored];
        rows.copy(cell.slot(), token, layer, narrower, 0);
        placeKeys(narrower, into, offset);
      }
    } catch (IOException e) {
      throw new RunFailedException(
          "stored activations cannot be read from %s: %s"
              .formatted(cell.segment().file(), Reason.of(e)),
          e);
    }
  }

  /**
   * Gives each head's row room for as many keys as here; it was stored with room for those of the
   * longest prompt that was computed beside it. Behind a prompt's own keys is nothing to lose.
   */
  private void placeKeys(float[] stored, float[] into, int offset) {
    int storedKeys = stored.length / point.heads();
    int own = Math.min(keys, storedKeys);
    for (int head = 0; head < point.heads(); head++) {
      int begin = offset + head * keys;
      System.arraycopy(stored, head * storedKeys, into, begin, own);
      Arrays.fill(
          into, begin + own, begin + keys, component().masked() ? Float.NEGATIVE_INFINITY : 0);
    }
  }

  /** One layer, [rows, width]. */
  private final class LayerMatrix implements Matrix {

    private final int layer;
    private final int place;

    LayerMatrix(int layer, int place) {
      this.layer = layer;
      this.place = place;
    }

    @Override
    public int rows() {
      return StoredActivations.this.rows();
    }

    @Override
    public int columns() {
      return width();
    }

    @Override
    public void copyRow(int row, float[] into, int offset) {
      copy(Objects.checkIndex(row, rows()), layer, place, into, offset);
    }
  }
}
