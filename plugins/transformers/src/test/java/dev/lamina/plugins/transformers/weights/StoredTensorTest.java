package dev.lamina.plugins.transformers.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file holds a byte that no tensor has, and then the numbers 0, 1, 2 ... 11. */
class StoredTensorTest {

  @TempDir private Path folder;
  private StoredTensor matrix;

  @BeforeEach
  void aMatrixOfFourRows() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(49).order(ByteOrder.LITTLE_ENDIAN).position(1);
    for (int i = 0; i < 12; i++) {
      bytes.putFloat(i);
    }
    Path file = Files.write(folder.resolve("weights"), bytes.array());
    matrix = new StoredTensor("w", file, "F32", List.of(4L, 3L), Order.ROWS, 1);
  }

  @Test
  void theNumbersAreThoseStored() throws IOException {
    assertThat(read(matrix)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void rowsComeInTheOrderGiven() throws IOException {
    StoredTensor other = matrix.reordered(RowOrder.of(new int[] {3, 0, 1, 2}));
    assertThat(other.shape()).containsExactly(4L, 3L);
    assertThat(read(other)).containsExactly(9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void someRowsMakeASmallerTensor() throws IOException {
    StoredTensor some = matrix.reordered(RowOrder.of(new int[] {2, 1}));
    assertThat(some.shape()).containsExactly(2L, 3L);
    assertThat(read(some)).containsExactly(6, 7, 8, 3, 4, 5);
  }

  @Test
  void ordersAddUp() throws IOException {
    RowOrder reverse = RowOrder.of(new int[] {3, 2, 1, 0});
    assertThat(read(matrix.reordered(reverse).reordered(reverse))).isEqualTo(read(matrix));
  }

  @Test
  void theTransposeOfChosenRowsHoldsThemAsColumns() throws IOException {
    StoredTensor turned = matrix.reordered(RowOrder.of(new int[] {2, 1})).transpose();
    assertThat(turned.shape()).containsExactly(3L, 2L);
    assertThat(turned.storedShape()).containsExactly(2L, 3L);
    assertThat(turned.order()).isEqualTo(Order.COLUMNS);
    assertThat(read(turned)).containsExactly(6, 7, 8, 3, 4, 5);
  }

  @Test
  void theElementsOfAVectorAreItsRows() throws IOException {
    StoredTensor vector =
        new StoredTensor("b", matrix.file(), "F32", List.of(12L), Order.ROWS, matrix.offset());
    assertThat(read(vector.reordered(RowOrder.of(new int[] {11, 0})))).containsExactly(11, 0);
  }

  @Test
  void constantsAreAddedToEveryNumber() throws IOException {
    StoredTensor chosen = matrix.reordered(RowOrder.of(new int[] {1}));
    assertThat(read(chosen.plus(-1).plus(.5f))).containsExactly(2.5f, 3.5f, 4.5f);
  }

  @Test
  void rowsThatDoNotExistAreRefused() {
    assertThatThrownBy(() -> matrix.reordered(RowOrder.of(new int[] {4})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("order of 1 rows does not fit w [4, 3]");
  }

  @Test
  void aTransposesRowsAreNotStoredAsRows() {
    RowOrder order = RowOrder.of(new int[] {0});
    assertThatThrownBy(() -> matrix.transpose().reordered(order))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileThatBecameShorterIsNotReadAsZeros() throws IOException {
    Files.write(matrix.file(), new byte[40]);
    assertThatThrownBy(() -> read(matrix)).isInstanceOf(EOFException.class);
  }

  /** Reads in pieces of one number, as if memory came in small parts. */
  @Test
  void piecesFollowEachOther() throws IOException {
    StoredTensor chosen = matrix.reordered(RowOrder.of(new int[] {3, 0}));
    float[] numbers = new float[6];
    try (NumberReader reader = NumberReader.open(chosen)) {
      for (int i = 0; i < numbers.length; i++) {
        ByteBuffer piece = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
        reader.read(piece);
        numbers[i] = piece.getFloat(0);
      }
    }
    assertThat(numbers).containsExactly(9, 10, 11, 0, 1, 2);
  }

  private static float[] read(StoredTensor tensor) throws IOException {
    float[] numbers = new float[(int) tensor.elements()];
    ByteBuffer memory = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.nativeOrder());
    try (NumberReader reader = NumberReader.open(tensor)) {
      reader.read(memory);
    }
    memory.flip().asFloatBuffer().get(numbers);
    return numbers;
  }
}
