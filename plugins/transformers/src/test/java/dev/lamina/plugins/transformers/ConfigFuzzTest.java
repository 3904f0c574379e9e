package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.weights.ParameterFinder;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * A config.json that says something odd gives a problem or a model, and nothing else: no other
 * exception, no endless work.
 */
class ConfigFuzzTest {

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "2",
          "3",
          "7",
          "1e30",
          "-0.5",
          "0.25",
          "1048576",
          "2147483647",
          "99999999999999999999",
          "\"\"",
          "\"gelu\"",
          "\"yarn\"",
          "\"default\"",
          "[]",
          "[1, \"a\"]",
          "[\"sliding_attention\"]",
          "{}",
          "{\"rope_type\": \"yarn\"}",
          "{\"rope_type\": \"linear\", \"factor\": 0}",
          "{\"type\": \"longrope\"}",
          "{\"full_attention\": {\"rope_type\": \"llama3\"}}");

  private final ObjectMapper json = new ObjectMapper();

  @Provide
  Arbitrary<String> folders() throws IOException {
    return Arbitraries.of(Golden.folders());
  }

  @Provide
  Arbitrary<String> odd() {
    return Arbitraries.of(ODD);
  }

  @Property(tries = 2000)
  void anOddValueIsAProblemOrAModel(
      @ForAll("folders") String folder,
      @ForAll @IntRange(min = 0, max = 999) int first,
      @ForAll("odd") String value,
      @ForAll @IntRange(min = 0, max = 999) int second,
      @ForAll("odd") String other)
      throws Exception {
    ObjectNode config = config(folder);
    List<String> keys = new ArrayList<>();
    config.fieldNames().forEachRemaining(keys::add);
    keys.remove("model_type");
    set(config, keys.get(first % keys.size()), value);
    set(config, keys.get(second % keys.size()), other);
    read(folder, json.writeValueAsBytes(config));
  }

  @Property(tries = 500)
  void aMissingKeyIsAProblemOrADefault(
      @ForAll("folders") String folder, @ForAll @IntRange(min = 0, max = 999) int key)
      throws Exception {
    ObjectNode config = config(folder);
    List<String> keys = new ArrayList<>();
    config.fieldNames().forEachRemaining(keys::add);
    config.remove(keys.get(key % keys.size()));
    read(folder, json.writeValueAsBytes(config));
  }

  private void set(ObjectNode config, String key, String value) throws IOException {
    JsonNode node = json.readTree(value);
    config.set(key, node);
  }

  private ObjectNode config(String folder) throws IOException {
    Path file = Models.golden(folder).resolve("config.json");
    return (ObjectNode) json.readTree(Files.readAllBytes(file));
  }

  private static void read(String folder, byte[] config) throws Exception {
    RecordedProblems problems = new RecordedProblems();
    try {
      ConfigFile file = ConfigFile.parse("config.json", config, problems);
      Optional<Family> family = new Families().of(file);
      if (family.isPresent()) {
        Architecture architecture = family.get().reader().read(file);
        if (!problems.hasErrors()) {
          new ParameterFinder(
                  family.get(),
                  architecture,
                  new SafetensorsWeights()
                      .tensors(Models.golden(folder).resolve("model.safetensors")))
              .find(Location.file("model.safetensors"), problems);
          architecture.hookPoints();
          return;
        }
      }
    } catch (InvalidModelException e) {
      // was reported
    }
    assertThat(problems.hasErrors()).isTrue();
    assertThat(problems.lines()).allMatch(line -> line.length() < 2000 && !line.contains("\n"));
  }
}
