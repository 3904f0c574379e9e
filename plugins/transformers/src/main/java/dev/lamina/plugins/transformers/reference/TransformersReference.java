package dev.lamina.plugins.transformers.reference;

import dev.lamina.api.model.Reference;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import dev.lamina.safetensors.InvalidSafetensorsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hugging Face's transformers, run by Python in float32 on the same files: eager attention, one
 * prompt at a time.
 */
public final class TransformersReference implements Reference {

  private static final String SCRIPT = "activations.py";

  /** A model of several billion weights has to be read and run on a few cores. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Found by comparing the files of make_gguf.py, transformers 5.23. */
  private static final String GGUF_NOTE =
      "transformers' own reader of GGUF files leaves out settings of some families: scaled rope (llama3,"
          + " yarn), biases, partial rotary (stablelm), windows and soft caps (gemma2, gemma3); where its"
          + " numbers are others, compare Lamina's with the folder that the file was made of";

  private final Path model;
  private final Environment environment;
  private final Duration patience;

  TransformersReference(Path model, Environment environment, Duration patience) {
    this.model = model;
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * How transformers can run a model.
   *
   * @param weights the model's file of weights
   * @return empty if transformers cannot read the file
   */
  public static List<Reference> of(Path weights, Environment environment) {
    Path folder = weights.getParent();
    if (endsWith(".onnx", weights) || folder == null) {
      return List.of();
    }
    Path model = isGguf(weights) ? weights : folder;
    return List.of(new TransformersReference(model, environment, PATIENCE));
  }

  @Override
  public String name() {
    return "transformers";
  }

  @Override
  public Ran run(List<Prompt> prompts, Taker taker) throws IOException {
    try (PythonJob python = PythonJob.open(environment, patience)) {
      Path script = python.folder().resolve(SCRIPT);
      try (InputStream in = script()) {
        Files.copy(in, script);
      }
      Path job = python.folder().resolve("job.json");
      JobFile.write(job, model, prompts, python.folder());
      Ran ran = JobFile.outcome(python.run(List.of(script.toString(), job.toString())));
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        Path file = python.folder().resolve(prompt + ".safetensors");
        try (ActivationsFile activations = ActivationsFile.open(file)) {
          taker.take(prompt, activations);
        } catch (InvalidSafetensorsException | NoSuchFileException e) {
          throw new IOException(
              "transformers gave nothing of use for prompt " + prompt + ": " + Quoted.bare(e), e);
        }
      }
      return isGguf(model) ? with(ran, GGUF_NOTE) : ran;
    }
  }

  private static Ran with(Ran ran, String note) {
    List<String> notes = new ArrayList<>(ran.notes());
    notes.add(note);
    return new Ran(ran.versions(), notes);
  }

  private static boolean isGguf(Path file) {
    return endsWith(".gguf", file);
  }

  private static boolean endsWith(String ending, Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private static InputStream script() throws IOException {
    InputStream found = TransformersReference.class.getResourceAsStream(SCRIPT);
    if (found == null) {
      throw new FileNotFoundException(SCRIPT + " is missing in Lamina's own jar");
    }
    return found;
  }
}
