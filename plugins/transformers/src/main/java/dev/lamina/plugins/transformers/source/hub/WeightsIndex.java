package dev.lamina.plugins.transformers.source.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads which files {@code model.safetensors.index.json} says the weights are in. */
final class WeightsIndex {

  private static final int MOST_FILES = 10_000;
  private static final int LONGEST_NAME = 1000;

  /** A relative path without {@code ..}, which neither Unix nor Windows takes for another place. */
  private static final Pattern INSIDE =
      Pattern.compile("(?!.*(^|/)\\.{1,2}(/|$))[^/\\\\:\\x00-\\x1f]+(/[^/\\\\:\\x00-\\x1f]+)*");

  private WeightsIndex() {}

  /**
   * The names of the files, in order.
   *
   * @throws HubException if the file is no index, or names a file outside the repository
   */
  static SortedSet<String> files(Path index, String repository) throws HubException, IOException {
    SortedSet<String> files = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(index.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean map = parser.currentName().equals("weight_map");
        if (parser.nextToken() == JsonToken.START_OBJECT && map) {
          readNames(parser, files, index, repository);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw bad(index, repository, "is not JSON");
    }
    if (files.isEmpty()) {
      throw bad(index, repository, "names no files in its weight_map");
    }
    return files;
  }

  private static void readNames(
      JsonParser parser, SortedSet<String> files, Path index, String repository)
      throws HubException, IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      String name = parser.getText();
      if (parser.currentToken() != JsonToken.VALUE_STRING
          || name.length() > LONGEST_NAME
          || !INSIDE.matcher(name).matches()) {
        throw bad(index, repository, "names a file outside the repository: " + Quoted.of(name));
      }
      files.add(name);
      if (files.size() > MOST_FILES) {
        throw bad(index, repository, "names more than " + MOST_FILES + " files");
      }
    }
  }

  private static HubException bad(Path index, String repository, String what) {
    return HubException.lasting(
        "%s of %s %s: the repository is damaged; try another revision, or tell its owner"
            .formatted(index.getFileName(), Quoted.of(repository), what));
  }
}
