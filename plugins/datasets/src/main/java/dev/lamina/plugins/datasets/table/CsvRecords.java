package dev.lamina.plugins.datasets.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields that FastCSV finds and keeps count of where each begins. FastCSV gives a field's
 * content; its length in the file follows, since in a quoted field each quote was written twice.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Row> {

  private final FileProblems problems;
  private final SharedText shared = new SharedText();
  private final List<String> cells = new ArrayList<>();
  private long[] places = new long[16];
  private int line = 1;
  private int column = 1;

  CsvRecords(FileProblems problems) {
    this.problems = problems;
  }

  /** The line where the field that is being read begins. */
  int line() {
    return line;
  }

  /** The column where the field that is being read begins. */
  int column() {
    return column;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = Math.toIntExact(startingLineNumber);
    column = 1;
    cells.clear();
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index == places.length) {
      places = Arrays.copyOf(places, 2 * index);
    }
    places[index] = Row.place(line, column);
    cells.add(shared.of(new String(buffer, offset, length)));
    if (quoted) {
      column++;
    }
    for (int i = offset; i < offset + length; i++) {
      pass(buffer, i, offset + length, quoted);
    }
    column += quoted ? 2 : 1; // the closing quote and the delimiter
  }

  private void pass(char[] buffer, int i, int end, boolean quoted) {
    char c = buffer[i];
    if (c == '\0') {
      problems.error(line, column, "the character NUL cannot be part of a text; remove it");
    } else if (c == '"' && !quoted) {
      problems.error(
          line,
          column,
          "a quote inside a value that does not begin with one; write the value in quotes and each"
              + " quote in it twice");
    }
    if (c == '\n' || (c == '\r' && (i + 1 == end || buffer[i + 1] != '\n'))) {
      line++;
      column = 1;
    } else if (c == '"' && quoted) {
      column += 2;
    } else if (c != '\r' && !Character.isLowSurrogate(c)) {
      column++;
    }
  }

  /** The record, or nothing for an empty line. */
  @Override
  protected @Nullable Row buildRecord() {
    if (cells.isEmpty()) {
      return null;
    }
    int begin = (int) (places[0] >>> 32);
    return new Row(begin, cells.toArray(String[]::new), Arrays.copyOf(places, cells.size()));
  }
}
