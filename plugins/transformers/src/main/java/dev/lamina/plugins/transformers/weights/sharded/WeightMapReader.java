package dev.lamina.plugins.transformers.weights.sharded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads an index's {@code weight_map}: {@code {"metadata": {...}, "weight_map": {TENSOR: SHARD}}}.
 */
final class WeightMapReader {

  /** The index of a model of a hundred thousand tensors takes a tenth of it. */
  private static final int MOST_BYTES = 1 << 26;

  private static final String WEIGHT_MAP = "weight_map";

  /** Names come from the file, so they are not kept in Jackson's table of symbols. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser json;
  private final Map<String, String> shardOfTensor = new LinkedHashMap<>();
  private final Map<String, String> shards = new HashMap<>();
  private boolean found;

  private WeightMapReader(JsonParser json) {
    this.json = json;
  }

  static Map<String, String> read(Path file) throws IOException, InvalidWeightsException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InvalidWeightsException(
          "it has more than " + MOST_BYTES + " bytes, too many for an index of weights");
    }
    try (JsonParser json = JSON.createParser(bytes)) {
      return new WeightMapReader(json).index();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new InvalidWeightsException(
          "line %d, column %d is not JSON: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), Quoted.bare(e.getOriginalMessage())));
    }
  }

  private Map<String, String> index() throws IOException, InvalidWeightsException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidWeightsException("the index is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      if (key.equals(WEIGHT_MAP)) {
        readMap();
      } else {
        json.skipChildren();
      }
    }
    if (!found) {
      throw new InvalidWeightsException("the index has no " + WEIGHT_MAP);
    }
    if (json.nextToken() != null) {
      throw new InvalidWeightsException("the index goes on after its JSON object");
    }
    return shardOfTensor;
  }

  private void readMap() throws IOException, InvalidWeightsException {
    if (found) {
      throw new InvalidWeightsException("the index lists " + WEIGHT_MAP + " twice");
    }
    found = true;
    if (!json.hasToken(JsonToken.START_OBJECT)) {
      throw new InvalidWeightsException("its " + WEIGHT_MAP + " is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String tensor = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw new InvalidWeightsException(
            "its weight_map has something other than a file's name at " + Quoted.of(tensor));
      }
      String shard = shards.computeIfAbsent(json.getText(), name -> name);
      if (shardOfTensor.put(tensor, shard) != null) {
        throw new InvalidWeightsException("its weight_map lists " + Quoted.of(tensor) + " twice");
      }
    }
  }
}
