package dev.lamina.plugins.datasets.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads CSV by RFC 4180: a header and records of as many values, separated by one character, a
 * value in quotes where it holds a quote, the separator or a line break. Empty lines are skipped.
 */
public final class CsvTable {

  private static final int LONGEST_FIELD = 1 << 24;

  private CsvTable() {}

  /** Reads all records; with errors reported, the rows that could be read. */
  public static Table read(char delimiter, BufferedReader text, FileProblems problems)
      throws IOException {
    CsvRecords records = new CsvRecords(problems);
    CsvReader<Row> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LONGEST_FIELD)
            .build(records, text);
    List<Row> rows = new ArrayList<>();
    List<String> columns = List.of();
    try {
      Iterator<Row> iterator = reader.iterator();
      if (!iterator.hasNext()) {
        problems.error(1, 1, "the file is empty; its first line must name the columns");
        return new Table(problems.source(), columns, rows);
      }
      Row header = iterator.next();
      columns = columns(header, problems);
      while (iterator.hasNext()) {
        Row row = iterator.next();
        if (!columns.isEmpty() && hasEveryCell(row, columns, problems)) {
          rows.add(row);
        }
      }
      if (rows.isEmpty() && !problems.hasErrors()) {
        problems.error(header.line(), 1, "the file has a header but no rows");
      }
    } catch (CsvParseException e) {
      problems.error(records.line(), records.column(), reason(e));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Table(problems.source(), columns, rows);
  }

  /** The columns' names, or none where they cannot be told apart. */
  private static List<String> columns(Row header, FileProblems problems) {
    List<String> columns = List.of(header.cells());
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      Location place = header.location(problems.source(), i);
      if (name.isBlank()) {
        problems.warning(place, "column %d has no name and is left out".formatted(i + 1));
        continue;
      }
      Integer first = seen.putIfAbsent(name, i + 1);
      if (first != null) {
        problems.error(
            place,
            "column %d has the name of column %d, %s; give it another"
                .formatted(i + 1, first, Quoted.of(name)));
      }
    }
    if (columns.size() > Table.MOST_COLUMNS) {
      problems.error(
          header.line(),
          1,
          "the header names %,d columns; at most %,d are read"
              .formatted(columns.size(), Table.MOST_COLUMNS));
    }
    return problems.hasErrors() ? List.of() : columns;
  }

  private static boolean hasEveryCell(Row row, List<String> columns, FileProblems problems) {
    int found = row.cells().length;
    if (found == columns.size()) {
      return true;
    }
    boolean tooMany = found > columns.size();
    problems.error(
        tooMany ? row.location(problems.source(), columns.size()) : row.location(problems.source()),
        "this row has %,d value%s but the header names %,d column%s%s"
            .formatted(
                found,
                found == 1 ? "" : "s",
                columns.size(),
                columns.size() == 1 ? "" : "s",
                tooMany ? "; put a value that holds the separator in quotes" : ""));
    return false;
  }

  /** FastCSV's reason in our words; the place is that of the field. */
  private static String reason(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Unclosed quoted field")) {
      return "this value begins with a quote that is never closed";
    }
    if (message.startsWith("Unexpected character after closing quote")) {
      return "in this value something follows the closing quote; write each quote inside a value"
          + " twice";
    }
    if (message.startsWith("The maximum buffer size")) {
      return "this value is longer than %,d characters; is a quote never closed?"
          .formatted(LONGEST_FIELD);
    }
    return "not CSV: " + Quoted.bare(message);
  }
}
