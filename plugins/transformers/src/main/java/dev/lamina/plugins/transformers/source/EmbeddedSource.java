package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.tokens.FamilyTokens;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.weights.OnnxWeights;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model in a jar, whose files are put into LAMINA_HOME at first use and mapped from there. */
final class EmbeddedSource implements ModelSource {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSource.class);
  private static final String GROUP = "dev.langchain4j";
  private static final int CHUNK = 1 << 20;

  private final EmbeddedModel model;
  private final LaminaHome home;
  private final Fingerprints fingerprints;

  EmbeddedSource(EmbeddedModel model, LaminaHome home, Fingerprints fingerprints) {
    this.model = model;
    this.home = home;
    this.fingerprints = fingerprints;
  }

  @Override
  public ModelFiles open(Problems problems) throws InvalidModelException {
    Path folder = home.folder().resolve("models");
    try {
      String version = version();
      folder = folder.resolve(model.name() + "-" + version);
      Path weights = folder.resolve("model.onnx");
      Path tokenizer = folder.resolve("tokenizer.json");
      extract(model.resource() + ".onnx", weights, model.weightsSha256());
      extract(model.resource() + "-tokenizer.json", tokenizer, model.tokenizerSha256());
      byte[] config = config();
      return new ModelFiles(
          model.name(),
          "maven " + GROUP + ":" + model.artifact() + ":" + version,
          ConfigFile.parse(model.name() + ".json", config, problems),
          weights,
          new OnnxWeights(),
          ModelTokenizer.of(
              tokenizer.toString(), Files.readAllBytes(tokenizer), FamilyTokens.unknown()),
          fingerprints.of(fingerprints.of(config) + model.weightsSha256()));
    } catch (InvalidTokenizerException e) {
      problems.error(e.location(), e.reason());
      throw new InvalidModelException();
    } catch (FileNotFoundException e) {
      problems.error(
          "source",
          "model "
              + Quoted.of(model.name())
              + " is not installed: no "
              + Quoted.bare(String.valueOf(e.getMessage())));
      throw new InvalidModelException();
    } catch (IOException e) {
      problems.error(
          Location.file(folder.toString()),
          "the model cannot be put here: "
              + Quoted.bare(e)
              + "; the environment variable LAMINA_HOME names another folder");
      throw new InvalidModelException();
    }
  }

  private void extract(String resource, Path file, String sha256) throws IOException {
    if (Files.exists(file) && fingerprints.of(file).equals(sha256)) {
      return;
    }
    LOG.info("writing {}", file);
    MessageDigest digest = Fingerprints.sha256();
    home.write(
        file,
        channel -> {
          try (InputStream in = resource(resource)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
              digest.update(chunk, 0, read);
              LaminaHome.writeFully(channel, ByteBuffer.wrap(chunk, 0, read));
            }
          }
          String found = HexFormat.of().formatHex(digest.digest());
          if (!found.equals(sha256)) {
            throw new IOException(
                "resource %s has SHA-256 %s instead of %s".formatted(resource, found, sha256));
          }
        });
    fingerprints.of(file);
  }

  private byte[] config() throws IOException {
    String path = EmbeddedSource.class.getPackageName().replace('.', '/');
    try (InputStream in = resource(path + "/" + model.name() + ".json")) {
      return in.readAllBytes();
    }
  }

  private String version() throws IOException {
    Properties properties = new Properties();
    String path = "META-INF/maven/" + GROUP + "/" + model.artifact() + "/pom.properties";
    try (InputStream in = resource(path)) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  private InputStream resource(String path) throws FileNotFoundException {
    InputStream found = EmbeddedSource.class.getClassLoader().getResourceAsStream(path);
    if (found == null) {
      throw new FileNotFoundException(path + " on the class path");
    }
    return found;
  }
}
