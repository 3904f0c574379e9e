package dev.lamina.plugins.datasets.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON Lines: one flat object a line, whose keys are the columns. Numbers and booleans are
 * kept as written, null is missing, blank lines are skipped.
 */
public final class JsonTable {

  private static final int LONGEST_REASON = 200;

  private final JsonFactory json = new JsonFactory();
  private final SharedText shared = new SharedText();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final FileProblems problems;

  private JsonTable(FileProblems problems) {
    this.problems = problems;
  }

  /** Reads all lines; with errors reported, without columns, since some may have been missed. */
  public static Table read(BufferedReader text, FileProblems problems) throws IOException {
    JsonTable table = new JsonTable(problems);
    List<Row> rows = new ArrayList<>();
    Lines lines = new Lines(text, problems);
    Optional<String> line = lines.nextNotBlank();
    while (line.isPresent()) {
      table.row(line.get(), lines.number()).ifPresent(rows::add);
      if (table.columns.size() > Table.MOST_COLUMNS) {
        problems.error(
            lines.number(),
            1,
            "the objects have more than %,d different keys; at most that many columns are read"
                .formatted(Table.MOST_COLUMNS));
        break;
      }
      line = lines.nextNotBlank();
    }
    if (rows.isEmpty() && !problems.hasErrors()) {
      problems.error(1, 1, "the file is empty; it needs one JSON object a line");
    }
    List<String> columns = problems.hasErrors() ? List.of() : List.copyOf(table.columns.keySet());
    return new Table(problems.source(), columns, rows);
  }

  private Optional<Row> row(String line, int number) throws IOException {
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        String found = name(parser.currentToken());
        error(line, number, parser, "a line must be one JSON object but this is " + found);
        return Optional.empty();
      }
      Row row = object(parser, line, number);
      if (parser.nextToken() != null) {
        error(line, number, parser, "a line must be one JSON object but something follows it");
        return Optional.empty();
      }
      return Optional.of(row);
    } catch (JsonProcessingException e) {
      problems.error(number, column(line, e.getLocation()), "not JSON: " + reason(e));
      return Optional.empty();
    }
  }

  private Row object(JsonParser parser, String line, int number) throws IOException {
    String[] cells = new String[columns.size()];
    Arrays.fill(cells, "");
    long[] places = new long[columns.size()];
    Arrays.fill(places, Row.place(number, 1));
    boolean[] seen = new boolean[columns.size()];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int index = columns.computeIfAbsent(key, name -> columns.size());
      if (index >= cells.length) {
        cells = Arrays.copyOf(cells, index + 1);
        places = Arrays.copyOf(places, index + 1);
        seen = Arrays.copyOf(seen, index + 1);
      } else if (seen[index]) {
        error(line, number, parser, "the key " + Quoted.of(key) + " stands twice in this object");
      }
      seen[index] = true;
      parser.nextToken();
      cells[index] = value(parser, key, line, number);
      places[index] = Row.place(number, column(line, parser.currentTokenLocation()));
    }
    return new Row(number, cells, places);
  }

  private String value(JsonParser parser, String key, String line, int number) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (!token.isScalarValue()) {
      error(
          line,
          number,
          parser,
          "%s must be text, a number, true, false or null but is %s"
              .formatted(Quoted.of(key), name(token)));
      parser.skipChildren();
      return "";
    }
    String text = parser.getText();
    if (text.indexOf('\0') >= 0) {
      error(
          line,
          number,
          parser,
          Quoted.of(key) + " holds the character NUL, which cannot be part of a text; remove it");
    }
    return shared.of(text);
  }

  private void error(String line, int number, JsonParser parser, String message) {
    problems.error(number, column(line, parser.currentTokenLocation()), message);
  }

  /** The column in characters; Jackson counts UTF-16 units. */
  private static int column(String line, JsonLocation location) {
    int units = Math.max(0, Math.min(line.length(), location.getColumnNr() - 1));
    return line.codePointCount(0, units) + 1;
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> token.asString();
    };
  }

  /** Jackson's reason without its own location and advice. */
  private static String reason(JsonProcessingException e) {
    String message =
        String.valueOf(e.getOriginalMessage())
            .replaceAll("(?s)\\s*(\\(start marker|\\(consider |: enable ).*", "")
            .replaceAll("\\p{Cntrl}", " ");
    String cut =
        message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) + "..." : message;
    return Character.toLowerCase(cut.charAt(0)) + cut.substring(1);
  }
}
