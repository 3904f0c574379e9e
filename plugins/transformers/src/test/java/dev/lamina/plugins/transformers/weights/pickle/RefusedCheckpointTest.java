package dev.lamina.plugins.transformers.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.Checkpoints;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads about a checkpoint that is not weights alone (make_checkpoints.py). */
@Timeout(20)
class RefusedCheckpointTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          system             | the file wants to run posix.system, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          system-protocol4   | the file wants to run posix.system, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          legacy-system      | the file wants to run posix.system, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          plain-system       | the file wants to run posix.system, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          inst               | the file wants to run os.system, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          eval               | the file wants to run __builtin__.eval, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          instance           | the file wants to run fractions.Fraction, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          load               | the file wants to run torch.serialization.load, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          module             | the file wants to run torch.nn.modules.linear.Linear, not a tensor or container; torch.save(model.state_dict(), FILE) writes a file without it
          set                | the file uses the pickle operation EMPTY_SET before byte 64, which tensors and containers do not need
          bytes              | the file uses the pickle operation SHORT_BINBYTES before byte 64, which tensors and containers do not need
          negated            | a tensor is a negated or conjugated view; resolve_neg() and resolve_conj() make it one that can be read
          tensor             | the file holds a tensor instead of tensors with names
          model-key          | the file holds no tensors but 'model', 'epoch'; save the weights alone: torch.save(model.state_dict(), FILE)
          itself             | the file holds no tensors but 'itself'; save the weights alone: torch.save(model.state_dict(), FILE)
          doubling           | the file holds no tensors but 'x'; save the weights alone: torch.save(model.state_dict(), FILE)
          deep               | its pickled objects are nested more than 100 deep
          deep-lists         | the file holds a list instead of tensors with names
          reference          | the file refers to something outside of its pickle that is not a storage of numbers
          reference-type     | the file refers to something outside of its pickle that is not a storage of numbers
          reference-path     | the zip has no entry 'archive/data/../../secret'
          reference-negative | a storage's length is -1; 0 to 2^63 - 1 are possible
          reference-view     | storage '0' is a part of another one, as PyTorch before 1.0 could save it; not supported
          big-endian         | its numbers are in the byte order 'big'; only 'little' is supported, which torch.save writes on most machines
          no-storage         | the zip has no entry 'archive/data/1'
          small-storage      | tensor 'float32', [3, 4] of F32, takes 48 bytes of its storage, which has 44
          """)
  void oneSentenceSaysWhy(String name, String reason) {
    assertRefused(Checkpoints.file("bad/" + name + ".bin"), reason);
  }

  @Test
  void everyBadFileHasItsSentence() throws Exception {
    try (Stream<Path> files = Files.list(Checkpoints.file("bad"))) {
      assertThat(files.count()).isEqualTo(26);
    }
  }

  @Test
  void otherFiles(@TempDir Path folder) throws Exception {
    String neither =
        "the file begins neither as a zip nor as a pickle, so torch.save did not write it";
    Path file = folder.resolve("pytorch_model.bin");
    for (String text : List.of("", "P", "<!DOCTYPE html>", "cos\nsystem\n(S'ls'\ntR.")) {
      assertRefused(Files.writeString(file, text), neither);
    }
    assertRefused(Checkpoints.resource("/golden/gpt2/model.safetensors"), neither);
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> new PickleWeights().tensors(file))
        .isInstanceOfSatisfying(
            InvalidWeightsException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
