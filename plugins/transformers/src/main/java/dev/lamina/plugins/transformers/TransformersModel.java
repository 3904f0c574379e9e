package dev.lamina.plugins.transformers;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Reference;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Environment;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.forward.RunnableModel;
import dev.lamina.plugins.transformers.reference.TransformersReference;
import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.source.ModelFiles;
import dev.lamina.plugins.transformers.source.Sources;
import dev.lamina.plugins.transformers.tokens.JsonTokenizer;
import dev.lamina.plugins.transformers.torch.KernelArchive;
import dev.lamina.plugins.transformers.torch.Torch;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.ParameterFinder;
import dev.lamina.plugins.transformers.weights.Parameters;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A transformer that PyTorch runs. */
@Doc(
    "A transformer run by PyTorch: a built-in one, or a folder as Hugging Face saves it. Families:"
        + " bert, bloom, distilbert, electra, falcon, gemma, gemma2, gemma3_text, gpt2, gpt_bigcode,"
        + " gpt_neox (Pythia), gptj, granite, llama (SmolLM too), mistral, modernbert, mpnet, olmo,"
        + " olmo2, opt, phi, qwen2, qwen3, roberta, stablelm, xlm-roberta. Prompts are never padded.")
@Citation({
  "Devlin et al. 2019, BERT: Pre-training of Deep Bidirectional Transformers",
  "Radford et al. 2019, Language Models are Unsupervised Multitask Learners",
  "Reimers and Gurevych 2019, Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks"
})
@Example("model: {type: transformers, source: ./my-gpt2, device: cpu}")
public final class TransformersModel implements Model {

  /** The keys of {@code type: transformers}. */
  public record Config(
      @Doc(
              "A built-in model (minilm, e5-small, bge-small), or a folder with config.json,"
                  + " tokenizer.json and model.safetensors or pytorch_model.bin, whole or in shards")
          String source,
      @Doc("The type of number that is computed with") @Default("float32") Dtype dtype,
      @Doc("Where it is computed") @Default("auto") DeviceChoice device) {}

  /** The types of number that a model can compute with. */
  public enum Dtype {
    @Doc("32 bits; weights that are stored in fewer are widened")
    FLOAT32(DataType.FLOAT32),
    @Doc("64 bits, to tell rounding from a difference; activations are stored as float32")
    FLOAT64(DataType.FLOAT64);

    private final DataType type;

    Dtype(DataType type) {
      this.type = type;
    }
  }

  /** Where a model can compute. */
  public enum DeviceChoice {
    @Doc("On a GPU if PyTorch has one, else on the processor")
    AUTO,
    @Doc("On the processor")
    CPU,
    @Doc("On an NVIDIA GPU")
    CUDA
  }

  private record Checked(
      ModelFiles files, Architecture architecture, Parameters parameters, FileStates states) {}

  private final Config config;
  private final Parallel parallel;
  private final Sources sources;
  private final Environment environment;
  private Optional<Checked> checked = Optional.empty();
  private List<Reference> references = List.of();

  @Inject
  public TransformersModel(Config config, Parallel parallel, Environment environment) {
    this.config = config;
    this.parallel = parallel;
    this.environment = environment;
    this.sources = new Sources(LaminaHome.of(environment));
  }

  @Override
  public ModelDescription inspect(Problems problems) throws InvalidModelException {
    if (config.device() == DeviceChoice.CUDA && !Torch.start().hasCuda()) {
      problems.error("device", "PyTorch has no CUDA device here; use device: cpu");
      throw new InvalidModelException();
    }
    ModelFiles files = sources.of(config.source(), problems).open(problems);
    Family family = new Families().of(files.config()).orElseThrow(InvalidModelException::new);
    Architecture architecture = family.reader().read(files.config());
    if (problems.hasErrors()) {
      throw new InvalidModelException();
    }
    Location weights = Location.file(files.weights().toString());
    List<StoredTensor> tensors = tensors(files, weights, problems);
    FileStates states = states(tensors, weights, problems);
    Parameters parameters =
        new ParameterFinder(family, architecture, tensors).find(weights, problems);
    if (files.largestTokenId() >= architecture.vocabulary()) {
      problems.error(
          Location.file(files.tokenizer().toString()),
          "the tokenizer does not fit the model: it has ids up to %d, the token embedding %d rows"
              .formatted(files.largestTokenId(), architecture.vocabulary()));
      throw new InvalidModelException();
    }
    checked = Optional.of(new Checked(files, architecture, parameters, states));
    references = TransformersReference.of(files.weights(), environment);
    return describe(files, architecture);
  }

  private static List<StoredTensor> tensors(ModelFiles files, Location weights, Problems problems)
      throws InvalidModelException {
    try {
      return files.format().tensors(files.weights());
    } catch (InvalidWeightsException e) {
      problems.error(weights, e.reason());
    } catch (IOException e) {
      problems.error(weights, "the file cannot be read: " + Quoted.bare(e));
    }
    throw new InvalidModelException();
  }

  private static FileStates states(List<StoredTensor> tensors, Location weights, Problems problems)
      throws InvalidModelException {
    try {
      return FileStates.of(tensors);
    } catch (IOException e) {
      problems.error(weights, "the file cannot be read: " + Quoted.bare(e));
      throw new InvalidModelException();
    }
  }

  private static ModelDescription describe(ModelFiles files, Architecture architecture) {
    return new ModelDescription(
        files.name(),
        files.origin(),
        architecture.family(),
        architecture.layers(),
        architecture.dModel(),
        architecture.attention().heads(),
        architecture.contextLength(),
        architecture.vocabulary(),
        architecture.parameters(),
        architecture.hookPoints(),
        files.fingerprint(),
        files.tokenizerFingerprint());
  }

  @Override
  public String computation() {
    return "%s, device %s, %s"
        .formatted(KernelArchive.fingerprint(), config.device(), config.dtype());
  }

  @Override
  public Tokenizer tokenizer() {
    return JsonTokenizer.open(inspected().files().tokenizer());
  }

  @Override
  public LoadedModel load() {
    Checked model = inspected();
    Torch torch = Torch.start();
    boolean gpu =
        switch (config.device()) {
          case AUTO -> torch.hasCuda();
          case CPU -> false;
          case CUDA -> true;
        };
    Device device = gpu ? Device.gpu() : Device.cpu();
    model.states().requireUnchanged();
    LoadedModel loaded =
        RunnableModel.load(
            torch, device, config.dtype().type, model.architecture(), model.parameters(), parallel);
    try {
      model.states().requireUnchanged();
      return loaded;
    } catch (RunFailedException e) {
      loaded.close();
      throw e;
    }
  }

  @Override
  public List<Reference> references() {
    return references;
  }

  private Checked inspected() {
    return checked.orElseThrow(() -> new IllegalStateException("inspect the model first"));
  }
}
