package dev.lamina.plugins.transformers.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.transformers.weights.Checkpoints;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files and the expected numbers are PyTorch's (src/test/python/make_checkpoints.py). */
class PickleWeightsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zip",
        "zip-protocol4",
        "zip-before-2.0",
        "legacy",
        "legacy-protocol4",
        "legacy-python2",
        "nested",
      })
  void everyTensorHasTheBytesThatSafetensorsWrites(String name) throws Exception {
    assertThat(
            Checkpoints.numbers(
                new PickleWeights().tensors(Checkpoints.file("good/" + name + ".bin"))))
        .isEqualTo(Checkpoints.expected(Checkpoints.file("good/expected.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void viewsOfOneStorageAreReadWhereTheyLie(String name) throws Exception {
    Map<String, StoredTensor> tensors = read("good/" + name + ".bin");
    StoredTensor whole = tensors.get("whole");
    assertThat(tensors.get("rows").offset()).isEqualTo(whole.offset() + 2 * 4 * Float.BYTES);
    assertThat(tensors.get("rows.transposed").offset()).isEqualTo(whole.offset() + 4 * Float.BYTES);
    assertThat(tensors.get("rows.transposed").order()).isEqualTo(Order.COLUMNS);
    assertThat(tensors.get("rows.transposed").storedShape()).containsExactly(3L, 4L);
    assertThat(tensors.get("tied").offset()).isEqualTo(tensors.get("float32").offset());
  }

  @Test
  void numbersThatLieApartAreOfNoTypeOfWeights() throws Exception {
    Map<String, StoredTensor> tensors = read("good/other.bin");
    assertThat(tensors.get("every.second").type()).isEqualTo("F32 with strides [4, 2]");
    assertThat(tensors.get("every.second").shape()).containsExactly(3L, 2L);
    assertThat(tensors.get("middle.axis").type()).isEqualTo("F32 with strides [4, 12, 1]");
    assertThat(tensors.get("expanded").type()).isEqualTo("F32 with strides [0]");
    assertThat(tensors.get("every.second").numberType()).isEmpty();
    assertThat(tensors.get("fine").numberType()).isPresent();
  }

  @Test
  void typesThatAreNotWeightsAreListed() throws Exception {
    Map<String, StoredTensor> tensors = read("good/other.bin");
    assertThat(tensors.get("uint16").type()).isEqualTo("U16");
    assertThat(tensors.get("float8").type()).isEqualTo("F8_E4M3");
    assertThat(tensors.get("complex").type()).isEqualTo("C64");
  }

  private static Map<String, StoredTensor> read(String name) throws Exception {
    return new PickleWeights()
        .tensors(Checkpoints.file(name)).stream()
            .collect(Collectors.toMap(StoredTensor::name, Function.identity()));
  }
}
