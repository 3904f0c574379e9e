package dev.lamina.plugins.transformers;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Forecast;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Reference;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Environment;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.forward.MeasuredSpeeds;
import dev.lamina.plugins.transformers.reference.TransformersReference;
import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.source.ModelFiles;
import dev.lamina.plugins.transformers.source.Sources;
import dev.lamina.plugins.transformers.source.hub.Hub;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.plugins.transformers.torch.KernelArchive;
import dev.lamina.plugins.transformers.torch.Torch;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transformer that PyTorch runs. */
@Doc(
    "A transformer run by PyTorch: a built-in one, one of Hugging Face's hub, a folder as Hugging Face"
        + " saves it, or a .gguf file. Families: bert, bloom, distilbert, electra, falcon, gemma,"
        + " gemma2, gemma3_text, gpt2, gpt_bigcode, gpt_neox (Pythia), gptj, granite, llama (SmolLM"
        + " too), mistral, modernbert, mpnet, olmo, olmo2, opt, phi, qwen2, qwen3, roberta, stablelm,"
        + " xlm-roberta. Prompts are never padded.")
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
              "A short name (see: lamina list models), hf:OWNER/NAME or hf:OWNER/NAME@REVISION for a"
                  + " model of Hugging Face's hub, a .gguf file, or a folder with config.json,"
                  + " tokenizer.json (or vocab.json and merges.txt, vocab.txt, tokenizer.model), and"
                  + " model.safetensors or pytorch_model.bin, whole or in shards")
          String source,
      @Doc("The type of number that is computed with") @Default("float32") Dtype dtype,
      @Doc("Where it is computed") @Default("auto") DeviceChoice device,
      @Doc(
              "Whether the token for the beginning of a text is put in front of every prompt. A"
                  + " prompt that spells the token at its beginning itself gets no second one, as no"
                  + " model has seen two; spelled or added, it is not pooled")
          @Default("auto")
          Bos bos) {}

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

  private static final Logger LOG = LoggerFactory.getLogger(TransformersModel.class);

  private final Config config;
  private final Parallel parallel;
  private final Sources sources;
  private final Environment environment;
  private Optional<CheckedModel> checked = Optional.empty();

  @Inject
  public TransformersModel(
      Config config, Parallel parallel, Environment environment, Progress progress) {
    this.config = config;
    this.parallel = parallel;
    this.environment = environment;
    this.sources = new Sources(LaminaHome.of(environment), new Hub(environment, progress));
  }

  @Override
  public ModelDescription inspect(Problems problems) throws InvalidModelException {
    if (config.device() == DeviceChoice.CUDA && !Torch.start().hasCuda()) {
      problems.error("device", "PyTorch has no CUDA device here; use device: cpu");
      throw new InvalidModelException();
    }
    ModelFiles files = sources.of(config.source(), problems).open(problems);
    CheckedModel model = CheckedModel.of(files, config.bos(), problems);
    checked = Optional.of(model);
    return model.description();
  }

  @Override
  public String computation() {
    return "code %s, %s, device %s, %s"
        .formatted(PluginCode.fingerprint(), KernelArchive.fingerprint(), device(), config.dtype());
  }

  /** The device that is meant, as far as can be said without starting PyTorch. */
  private DeviceChoice device() {
    boolean processor = config.device() == DeviceChoice.AUTO && KernelArchive.isForProcessor();
    return processor ? DeviceChoice.CPU : config.device();
  }

  @Override
  public Tokenizer tokenizer() {
    CheckedModel model = inspected();
    return model.tokenizer().open(model.architecture().vocabulary());
  }

  @Override
  public LoadedModel load() {
    return loader().load();
  }

  @Override
  public Optional<Forecast> forecast(List<CaptureRequest> requests) {
    try {
      return Optional.of(loader().forecast(requests));
    } catch (RunFailedException e) {
      LOG.info("there is no forecast, as the model does not run", e);
      return Optional.empty();
    }
  }

  private ModelLoader loader() {
    Torch torch = Torch.start();
    boolean gpu =
        switch (config.device()) {
          case AUTO -> torch.hasCuda();
          case CPU -> false;
          case CUDA -> true;
        };
    return new ModelLoader(
        torch,
        gpu ? Device.gpu() : Device.cpu(),
        config.dtype().type,
        inspected(),
        parallel,
        new MeasuredSpeeds(LaminaHome.of(environment)));
  }

  @Override
  public List<Reference> references() {
    return TransformersReference.of(inspected().files().weights(), environment);
  }

  private CheckedModel inspected() {
    return checked.orElseThrow(() -> new IllegalStateException("inspect the model first"));
  }
}
