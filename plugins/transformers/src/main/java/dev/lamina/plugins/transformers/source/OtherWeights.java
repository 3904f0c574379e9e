package dev.lamina.plugins.transformers.source;

import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a folder has in place of weights that can be read, and what to do about it. */
final class OtherWeights {

  private static final int MOST_READ = 1000;
  private static final int MOST_LISTED = 6;

  /** What to do about a file, by its whole name as a pattern; the first that fits is said. */
  private static final List<Map.Entry<String, String>> ADVICE =
      List.of(
          Map.entry(
              "(model|pytorch_model)-\\d+-of-\\d+\\..*",
              "%s is one of several files of weights, whose .index.json is missing too"),
          Map.entry(
              "adapter_model\\..*",
              "%s is an adapter to another model; peft puts the two together:"
                  + " model.merge_and_unload().save_pretrained(FOLDER)"),
          Map.entry(".*\\.gguf", "%s holds weights: give it as source instead of the folder"),
          Map.entry(
              "tf_model.*\\.h5|.*\\.ckpt\\.index",
              "%s holds weights of TensorFlow; transformers 4 converts them:"
                  + " AutoModel.from_pretrained(FOLDER, from_tf=True).save_pretrained(FOLDER)"),
          Map.entry(
              "flax_model.*\\.msgpack",
              "%s holds weights of Flax; transformers 4 converts them:"
                  + " AutoModel.from_pretrained(FOLDER, from_flax=True).save_pretrained(FOLDER)"),
          Map.entry(
              ".*\\.(safetensors|bin)", "if %s holds the weights, give it one of these names"),
          Map.entry(
              ".*\\.(pth|pt|ckpt|onnx|npz|h5|msgpack|ot)",
              "%s may hold weights in a form that is not read; transformers writes one that is:"
                  + " model.save_pretrained(FOLDER)"));

  private OtherWeights() {}

  /** One clause about a folder without weights that can be read. */
  static String advice(Path folder) {
    List<String> names = names(folder);
    for (Map.Entry<String, String> advice : ADVICE) {
      Optional<String> found =
          names.stream().filter(name -> name.matches(advice.getKey())).findFirst();
      if (found.isPresent()) {
        return advice.getValue().formatted(Quoted.bare(found.get()));
      }
    }
    if (names.isEmpty()) {
      return "the folder is empty";
    }
    return "the folder holds " + Quoted.few(names.stream().map(Quoted::bare).toList(), MOST_LISTED);
  }

  private static List<String> names(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (names.size() == MOST_READ) {
          break;
        }
        names.add(String.valueOf(file.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
