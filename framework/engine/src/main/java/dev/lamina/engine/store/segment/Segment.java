package dev.lamina.engine.store.segment;

import dev.lamina.api.model.Component;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds the activations of some prompts at some layers; it never changes.
 *
 * @param layers ascending
 * @param width numbers of a row and layer
 * @param prompts how many there are
 * @param offsets where each prompt's rows begin, [prompts + 1]; empty if rows are prompts
 * @param rounding the largest difference of a number from the one that was computed
 */
public record Segment(
    Path file,
    Component component,
    List<Integer> layers,
    int width,
    Storage storage,
    int prompts,
    long[] offsets,
    float rounding) {

  public Segment {
    layers = List.copyOf(layers);
  }

  /** A file has one content: two are the same if their files are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Segment segment && segment.file.equals(file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  /** Whether a name is that of a segment. */
  public static boolean isName(Path file) {
    return file.getFileName().toString().endsWith(SegmentFormat.SUFFIX)
        && !file.getFileName().toString().startsWith(".");
  }

  /** The row at which a prompt begins. */
  long row(int prompt) {
    return offsets.length > 0 ? offsets[prompt] : prompt;
  }

  /** Rows of all prompts. */
  long rows() {
    return row(prompts);
  }
}
