package dev.lamina.plugins.transformers.source.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A commit of a repository and the names of its files.
 *
 * @param commit 40 hexadecimal digits
 */
record Listing(String commit, SortedSet<String> files) {

  /** Reads what the hub's API says of a revision; empty if it is something else. */
  static Optional<Listing> parse(byte[] json) {
    String commit = "";
    SortedSet<String> files = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (key.equals("sha") && value == JsonToken.VALUE_STRING) {
          commit = parser.getText();
        } else if (key.equals("siblings") && value == JsonToken.START_ARRAY) {
          readFiles(parser, files);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new Listing(commit, files))
        .filter(listing -> RepositoryCache.isCommit(listing.commit()));
  }

  private static void readFiles(JsonParser parser, SortedSet<String> files) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean name = parser.currentName().equals("rfilename");
        if (parser.nextToken() == JsonToken.VALUE_STRING && name) {
          files.add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
  }
}
