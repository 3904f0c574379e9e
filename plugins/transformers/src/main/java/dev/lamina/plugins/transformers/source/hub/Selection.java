package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which files of a repository a model needs: one kind of weights, one kind of tokenizer. */
final class Selection {

  private static final String CONFIG = "config.json";

  /** The first that is there is taken: never two kinds, as they hold the same numbers. */
  private static final List<String> WEIGHTS =
      List.of(
          "model.safetensors",
          "model.safetensors.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json");

  /** The first of which all are there is taken. */
  private static final List<List<String>> TOKENIZERS =
      List.of(
          List.of("tokenizer.json"),
          List.of("tokenizer.model"),
          List.of("vocab.json", "merges.txt"),
          List.of("vocab.txt"),
          List.of("spiece.model"),
          List.of("sentencepiece.bpe.model"));

  static final String TOKENIZER_SETTINGS = "tokenizer_config.json";

  /** What a repository may lack. */
  private static final List<String> OPTIONAL =
      List.of(TOKENIZER_SETTINGS, "special_tokens_map.json", "added_tokens.json");

  private static final int MOST_SHOWN = 6;

  private final Set<String> files;

  /**
   * @param files what there is to choose from
   */
  Selection(Collection<String> files) {
    this.files = new TreeSet<>(files);
  }

  /** The file of weights, or the index of such files. */
  Optional<String> weights() {
    return WEIGHTS.stream().filter(files::contains).findFirst();
  }

  /** The index of the files of weights, if they are several. */
  Optional<String> index() {
    return weights().filter(name -> name.endsWith(".index.json"));
  }

  private List<String> tokenizer() {
    return TOKENIZERS.stream().filter(files::containsAll).findFirst().orElse(List.of());
  }

  /** All but the files of weights: small, but for the tokenizer's few megabytes. */
  List<String> settings() {
    List<String> wanted = new ArrayList<>(List.of(CONFIG));
    wanted.addAll(tokenizer());
    wanted.addAll(OPTIONAL);
    index().ifPresent(wanted::add);
    return wanted.stream().filter(files::contains).toList();
  }

  /** Files that were looked for in vain. */
  List<String> absent() {
    return Stream.of(
            Stream.of(CONFIG),
            WEIGHTS.stream(),
            TOKENIZERS.stream().flatMap(List::stream),
            OPTIONAL.stream())
        .flatMap(names -> names)
        .filter(name -> !files.contains(name))
        .toList();
  }

  /** What a model cannot do without, in words. */
  List<String> lacking() {
    List<String> lacking = new ArrayList<>();
    if (!files.contains(CONFIG)) {
      lacking.add(CONFIG);
    }
    if (weights().isEmpty()) {
      lacking.add("weights (model.safetensors)");
    }
    if (tokenizer().isEmpty()) {
      lacking.add("a tokenizer (tokenizer.json)");
    }
    return lacking;
  }

  /**
   * Checks that a repository holds a model.
   *
   * @throws HubException if it does not
   */
  void requireModel(String repository) throws HubException {
    String model = Quoted.of(repository);
    boolean config = files.contains(CONFIG);
    if (config && weights().isPresent()) {
      return;
    }
    Optional<String> gguf = files.stream().filter(name -> name.endsWith(".gguf")).findFirst();
    if (gguf.isPresent()) {
      throw HubException.lasting(
          "repository %s holds GGUF files: fetch one of them (hf download %s %s --local-dir .) and give its path as source"
              .formatted(model, repository, Quoted.bare(gguf.get())));
    }
    if (files.contains("adapter_config.json")) {
      throw HubException.lasting(
          "repository %s holds an adapter, not a whole model: merge it into its base model with Python's peft (merge_and_unload, save_pretrained) and give that folder"
              .formatted(model));
    }
    throw HubException.lasting(
        config
            ? "repository %s has no weights that can be read, neither model.safetensors nor pytorch_model.bin (it has %s): convert them with transformers (from_pretrained, save_pretrained) and give that folder"
                .formatted(model, shown())
            : "repository %s has no config.json, which says which architecture the model has (it has %s): choose a repository of a model that transformers can load"
                .formatted(model, shown()));
  }

  private String shown() {
    List<String> names = files.stream().filter(name -> !name.startsWith(".")).toList();
    String more = names.size() > MOST_SHOWN ? ", ..." : "";
    return names.isEmpty()
        ? "no files"
        : Quoted.bare(String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN))))
            + more;
  }
}
