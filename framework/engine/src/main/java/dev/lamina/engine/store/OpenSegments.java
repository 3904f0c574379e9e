package dev.lamina.engine.store;

import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The segments that a run reads, open until its end: one that is deleted meanwhile stays readable.
 */
public final class OpenSegments implements Closeable {

  private final Map<Path, SegmentRows> open = new LinkedHashMap<>();

  /** Opens a segment, unless it is open, and notes that it was used. */
  public synchronized void open(Segment segment) throws IOException {
    if (open.containsKey(segment.file())) {
      return;
    }
    open.put(segment.file(), SegmentRows.open(segment));
    try {
      Files.setLastModifiedTime(segment.file(), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // the store can be read but not written, or the file is gone: no use is noted
    }
  }

  /** An open segment. */
  synchronized SegmentRows rows(Segment segment) {
    SegmentRows rows = open.get(segment.file());
    if (rows == null) {
      throw new IllegalStateException(segment.file() + " is not open");
    }
    return rows;
  }

  /** The largest difference of a number in any of them from the one that was computed. */
  public synchronized float rounding() {
    float largest = 0;
    for (SegmentRows rows : open.values()) {
      largest = Math.max(largest, rows.segment().rounding());
    }
    return largest;
  }

  @Override
  public synchronized void close() {
    try {
      for (SegmentRows rows : open.values()) {
        rows.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a file that was only read
    }
    open.clear();
  }
}
