package dev.lamina.engine.store.segment;

import dev.lamina.api.problem.RunFailedException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches over what rounding to a segment's type does to its numbers. Safe for several threads. */
final class Rounding {

  private final Segment segment;
  private final int rowWidth;

  /** As bits: those of numbers >= 0 are ordered as the numbers are. */
  private final AtomicInteger largest = new AtomicInteger();

  Rounding(Segment segment) {
    this.segment = segment;
    this.rowWidth = segment.layers().size() * segment.width();
  }

  /**
   * Looks at some numbers.
   *
   * @param begin how many numbers stand before the first of them, counted from some row's beginning
   * @param stored their encoded form, which stays as it is
   * @throws RunFailedException if one cannot be stored
   */
  void add(FloatBuffer computed, int begin, ByteBuffer stored) {
    if (segment.storage() == Storage.FLOAT32) {
      return;
    }
    float most = 0;
    for (int i = 0; i < computed.limit(); i++) {
      float value = computed.get(i);
      if (Float.isInfinite(value)) {
        continue; // a score behind the mask; it stays what it is
      }
      if (Math.abs(value) > Half.LARGEST) {
        throw tooLarge(value, begin + i);
      }
      most = Math.max(most, Math.abs(value - Half.value(stored.getShort(i * Short.BYTES))));
    }
    largest.accumulateAndGet(Float.floatToRawIntBits(most), Math::max);
  }

  private RunFailedException tooLarge(float value, int place) {
    int layer = segment.layers().get(place % rowWidth / segment.width());
    return new RunFailedException(
        String.format(
            Locale.ROOT,
            "%s of layer %d has the value %.6g, but float16 holds at most 65504; set  storage: float32",
            segment.component(),
            layer,
            value));
  }

  /** The largest difference so far. */
  float largest() {
    return Float.intBitsToFloat(largest.get());
  }
}
