package dev.lamina.plugins.transformers.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void aBatchHoldsSequencesOfOneLengthAndPooling() {
    List<Batch> batches =
        Batch.of(
            List.of(
                input(0, 3, Pooling.MEAN),
                input(1, 2, Pooling.MEAN),
                input(2, 3, Pooling.EACH),
                input(3, 3, Pooling.MEAN)));
    assertThat(batches.stream().map(BatchTest::rows))
        .containsExactly(List.of(1), List.of(0, 3), List.of(2));
  }

  @Test
  void aBatchIsBoundedButHoldsAtLeastOneSequence() {
    List<ModelInput> inputs =
        IntStream.range(0, 100).mapToObj(row -> input(row, 100, Pooling.MEAN)).toList();
    assertThat(Batch.of(inputs)).hasSize(50).allMatch(batch -> batch.sequences() == 2);
    assertThat(Batch.of(List.of(input(0, 5000, Pooling.MEAN)))).hasSize(1);
  }

  @Test
  void tokensStandOneSequenceAfterTheOther() {
    ModelInput first = new ModelInput(0, new int[] {5, 6, 7}, new int[] {1}, Pooling.MEAN);
    ModelInput second = new ModelInput(1, new int[] {8, 9, 10}, new int[] {0, 2}, Pooling.MEAN);
    Batch batch = Batch.of(List.of(first, second)).get(0);
    assertThat(batch.ids()).containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(batch.positions(Positions.ofRows(64))).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(batch.readTokens()).containsExactly(1, 3, 5);
    assertThat(batch.readStarts()).containsExactly(0, 1);
  }

  private static List<Integer> rows(Batch batch) {
    return batch.inputs().stream().map(ModelInput::row).toList();
  }

  private static ModelInput input(int row, int length, Pooling pooling) {
    return new ModelInput(row, new int[length], new int[] {0}, pooling);
  }
}
