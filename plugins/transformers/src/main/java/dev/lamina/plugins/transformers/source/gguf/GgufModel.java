package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A GGUF file's model as Hugging Face would have saved it.
 *
 * @param config the keys of {@code config.json} that the family needs, with their values: numbers,
 *     texts, truth values, lists and mappings of them
 * @param tensors by Hugging Face's names, in its order of rows
 */
public record GgufModel(Map<String, Object> config, List<StoredTensor> tensors) {

  private static final int MOST_LISTED = 6;
  private static final Pattern NAME = Pattern.compile("(blk\\.(\\d+)\\.)?(\\w+)\\.(weight|bias)");

  public GgufModel {
    config = Map.copyOf(config);
    tensors = List.copyOf(tensors);
  }

  /**
   * Translates a file.
   *
   * @throws InvalidModelException if its architecture, or something that the file says or holds, is
   *     not supported; the problems were reported
   */
  public static GgufModel of(GgufFile file, Problems problems) throws InvalidModelException {
    Location place = Location.file(file.path().toString());
    try {
      Conversion conversion = conversion(file);
      Settings settings = new Settings(file, conversion.architecture());
      if (file.tensors().isEmpty()) {
        throw new InvalidWeightsException("the file holds no tensors, only a vocabulary");
      }
      conversion.configuration().put(settings);
      List<StoredTensor> tensors = tensors(file, conversion, settings);
      settings.reportRest(problems);
      if (problems.hasErrors()) {
        throw new InvalidModelException();
      }
      return new GgufModel(settings.values(), tensors);
    } catch (InvalidWeightsException e) {
      problems.error(place, e.reason());
      throw new InvalidModelException();
    }
  }

  private static Conversion conversion(GgufFile file) throws InvalidWeightsException {
    List<Conversion> known =
        Stream.of(
                LlamaLike.all().stream(),
                GemmaLike.all().stream(),
                GptLike.all().stream(),
                Stream.of(Falcon.conversion()))
            .flatMap(some -> some)
            .toList();
    Optional<String> architecture = file.metadata().text("general.architecture");
    for (Conversion conversion : known) {
      if (architecture.equals(Optional.of(conversion.architecture()))) {
        return conversion;
      }
    }
    String names =
        known.stream().map(Conversion::architecture).sorted().collect(Collectors.joining(", "));
    throw new InvalidWeightsException(
        "general.architecture is %s; supported: %s"
            .formatted(architecture.map(Quoted::of).orElse("missing"), names));
  }

  private static List<StoredTensor> tensors(GgufFile file, Conversion conversion, Settings settings)
      throws InvalidWeightsException {
    Map<String, String> names = conversion.names().apply(settings);
    List<StoredTensor> tensors = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (StoredTensor tensor : file.tensors()) {
      if (tensor.name().equals(Llama3Rope.TENSOR) && conversion.architecture().equals("llama")) {
        continue;
      }
      Matcher name = NAME.matcher(tensor.name());
      boolean matches = name.matches();
      String pattern = matches ? (name.group(1) == null ? "" : "blk.{}.") + name.group(3) : "";
      if (!names.containsKey(pattern)) {
        unknown.add(Quoted.bare(tensor.name()));
        continue;
      }
      String block = Optional.ofNullable(name.group(2)).orElse("");
      String other = names.get(pattern).replace("{}", block) + "." + name.group(4);
      tensors.add(conversion.tensors().turn(name.group(3), tensor, settings).named(other));
    }
    if (!unknown.isEmpty()) {
      throw unknown(conversion, unknown);
    }
    return tensors;
  }

  private static InvalidWeightsException unknown(Conversion conversion, List<String> names) {
    return new InvalidWeightsException(
        "%s not known in architecture %s: %s"
            .formatted(
                names.size() == 1 ? "1 tensor is" : names.size() + " tensors are",
                conversion.architecture(),
                Quoted.few(names, MOST_LISTED)));
  }
}
