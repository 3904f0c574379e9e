package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Damaged files end in a sentence, or in a tokenizer that works. The native library would end this
 * process where a check is missing.
 */
class TokenizerFuzzTest {

  private static final List<String> TEXTS =
      List.of(
          "", "The city of Paris \ufb01ne \uff21", "caf\u00e9 \u5317\u4eac \ud83d\ude00", "<s> a");

  private static Path work;

  @BeforeContainer
  static void makeFolder() throws IOException {
    work = Files.createTempDirectory("tokenizer-fuzz");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 150)
  void damagedSentencepieceModels(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll byte by)
      throws IOException {
    damage("llama", "tokenizer.model", places, by);
    damage("xlm-roberta", "sentencepiece.bpe.model", places, by);
  }

  @Property(tries = 150)
  void damagedVocabularies(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll byte by)
      throws IOException {
    damage("gpt2", "vocab.json", places, by);
    damage("gpt2", "merges.txt", places, by);
    damage("bert-cased", "vocab.txt", places, by);
    damage("qwen2", "tokenizer_config.json", places, by);
  }

  @Property(tries = 100)
  void filesThatEndTooEarly(@ForAll @IntRange(max = 1_000_000) int length) throws IOException {
    for (String[] file :
        new String[][] {
          {"llama", "tokenizer.model"},
          {"gpt2", "vocab.json"},
          {"gpt2", "merges.txt"},
          {"bert-cased", "vocab.txt"},
          {"opt", "tokenizer_config.json"}
        }) {
      byte[] good = Files.readAllBytes(TinyTokenizers.path(file[0]).resolve(file[1]));
      tryFolder(file[0], file[1], Arrays.copyOf(good, length % good.length));
    }
  }

  @Property(tries = 200)
  void randomBytes(@ForAll @Size(max = 300) byte[] bytes) throws IOException {
    tryFolder("llama", "tokenizer.model", bytes);
    tryFolder("bert-cased", "vocab.txt", bytes);
    tryFolder("gpt2", "merges.txt", bytes);
    tryJson(bytes);
  }

  @Property(tries = 300)
  void damagedTokenizerJson(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll byte by)
      throws IOException {
    for (String family : List.of("gpt2", "bert")) {
      byte[] json = Files.readAllBytes(TinyTokenizers.golden(family).resolve("tokenizer.json"));
      places.forEach(place -> json[place % json.length] = by);
      tryJson(json);
    }
  }

  private static void damage(String name, String file, List<Integer> places, byte by)
      throws IOException {
    byte[] bytes = Files.readAllBytes(TinyTokenizers.path(name).resolve(file));
    places.forEach(place -> bytes[place % bytes.length] = by);
    tryFolder(name, file, bytes);
  }

  private static void tryFolder(String name, String file, byte[] bytes) throws IOException {
    Path folder = work.resolve(name);
    if (!Files.exists(folder)) {
      TinyTokenizers.copy(name, Files.createDirectory(folder));
    }
    byte[] good = Files.readAllBytes(TinyTokenizers.path(name).resolve(file));
    Files.write(folder.resolve(file), bytes);
    try {
      RecordedProblems problems = new RecordedProblems();
      TinyTokenizers.tryFolder(folder, problems)
          .ifPresentOrElse(TokenizerFuzzTest::use, () -> assertThat(problems.lines()).hasSize(1));
    } finally {
      Files.write(folder.resolve(file), good);
    }
  }

  private static void tryJson(byte[] json) {
    try {
      use(ModelTokenizer.of("f", json, FamilyTokens.unknown()));
    } catch (InvalidTokenizerException e) {
      assertThat(e.reason()).isNotBlank().doesNotContain("\n");
    }
  }

  private static void use(ModelTokenizer tokenizer) {
    try (Tokenizer open = tokenizer.open(Integer.MAX_VALUE)) {
      for (TokenizedPrompt prompt : open.encode(TEXTS)) {
        assertThat(prompt.spans()).hasSize(prompt.length());
      }
    } catch (RunFailedException e) {
      assertThat(e).hasMessageStartingWith("tokenizer ").hasMessageNotContaining("\n");
    }
  }
}
