package dev.lamina.plugins.transformers.tokens.folder;

import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.check.Merges;
import dev.lamina.plugins.transformers.tokens.check.TokenIds;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import dev.lamina.plugins.transformers.tokens.text.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A byte-level vocabulary as GPT-2 was published: {@code vocab.json} and {@code merges.txt}.
 *
 * @param ids by token
 * @param merges in the order in which they are made
 */
record BytePairFiles(Map<String, Integer> ids, List<Merge> merges) {

  /**
   * Reads both files.
   *
   * @throws InvalidTokenizerException if they are damaged or do not fit each other
   */
  static BytePairFiles read(String vocabularyFile, byte[] json, String mergesFile, byte[] text)
      throws InvalidTokenizerException {
    Map<String, Integer> ids =
        JsonFile.read(
            vocabularyFile,
            json,
            file -> {
              file.expect(JsonToken.START_OBJECT, "the file");
              return TokenIds.read(file);
            });
    return new BytePairFiles(ids, merges(mergesFile, text, new Merges(ids.keySet(), "")));
  }

  private static List<Merge> merges(String file, byte[] text, Merges check)
      throws InvalidTokenizerException {
    List<Merge> merges = new ArrayList<>();
    int number = 0;
    for (String line : TextLines.of(file, text)) {
      number++;
      if (line.startsWith("#version") || line.isEmpty()) {
        continue;
      }
      Location at = new Location(file, number, 1);
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) {
        throw new InvalidTokenizerException(
            at, "this line is not two tokens with a space between them: " + Quoted.of(line));
      }
      Optional<String> problem = check.problem(pair[0], pair[1]);
      if (problem.isPresent()) {
        throw new InvalidTokenizerException(at, problem.get());
      }
      merges.add(new Merge(pair[0], pair[1]));
    }
    return merges;
  }
}
