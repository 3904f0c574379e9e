package dev.lamina.plugins.transformers.source;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.plugins.transformers.weights.WeightFile;
import dev.lamina.plugins.transformers.weights.pickle.PickleWeights;
import dev.lamina.plugins.transformers.weights.sharded.ShardIndex;
import dev.lamina.plugins.transformers.weights.sharded.ShardedWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights in a folder as {@code save_pretrained} writes it: one file or several, safetensors
 * before pickles.
 *
 * @param file the one that is opened first: the weights, or the index of their shards
 * @param format how to read it
 * @param files all files that decide which numbers are read, {@code file} first
 */
record FolderWeights(Path file, WeightFile format, List<Path> files) {

  private static final String INDEX = ".index.json";

  /** In the order in which transformers looks for them too. */
  private static final List<String> NAMES =
      List.of(
          "model.safetensors",
          "model.safetensors" + INDEX,
          "pytorch_model.bin",
          "pytorch_model.bin" + INDEX);

  FolderWeights {
    files = List.copyOf(files);
  }

  /** Finds a folder's weights; empty if there are none that can be read, which was reported. */
  static Optional<FolderWeights> find(Path folder, Problems problems) {
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return open(file, problems);
      }
    }
    problems.error(
        Location.file(folder.resolve(NAMES.get(0)).toString()),
        "the file is missing, and so are %s; %s"
            .formatted(
                String.join(", ", NAMES.subList(1, NAMES.size())), OtherWeights.advice(folder)));
    return Optional.empty();
  }

  private static Optional<FolderWeights> open(Path file, Problems problems) {
    Location location = Location.file(file.toString());
    Optional<String> unusable = UnusableFile.reason(file);
    if (unusable.isPresent()) {
      problems.error(location, unusable.get());
      return Optional.empty();
    }
    try {
      FolderWeights weights = of(file);
      for (Path part : weights.files()) {
        refusePointer(part);
      }
      return Optional.of(weights);
    } catch (InvalidWeightsException e) {
      problems.error(location, e.reason());
    } catch (IOException e) {
      problems.error(location, "the file cannot be read: " + Quoted.bare(e));
    }
    return Optional.empty();
  }

  private static FolderWeights of(Path file) throws IOException, InvalidWeightsException {
    String name = String.valueOf(file.getFileName());
    WeightFile format =
        name.startsWith("pytorch_model") ? new PickleWeights() : new SafetensorsWeights();
    if (!name.endsWith(INDEX)) {
      return new FolderWeights(file, format, List.of(file));
    }
    List<Path> files = new ArrayList<>(List.of(file));
    files.addAll(ShardIndex.read(file).files(file));
    return new FolderWeights(file, new ShardedWeights(format), files);
  }

  /** A repository that was cloned without Git LFS has small texts in place of its large files. */
  private static void refusePointer(Path file) throws IOException, InvalidWeightsException {
    byte[] pointer = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(file)) {
      if (Arrays.equals(in.readNBytes(pointer.length), pointer)) {
        throw new InvalidWeightsException(
            Quoted.bare(file.getFileName())
                + " is a pointer of Git LFS in place of the weights; fetch them: git lfs pull");
      }
    }
  }
}
