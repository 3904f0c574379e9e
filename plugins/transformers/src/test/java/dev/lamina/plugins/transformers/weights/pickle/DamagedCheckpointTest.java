package dev.lamina.plugins.transformers.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lamina.plugins.transformers.weights.Checkpoints;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * However a checkpoint is damaged, there is a reason or a result that lies within the file, no
 * other exception, and no more memory than a small file can need.
 */
class DamagedCheckpointTest {

  private static final long MOST_ALLOCATED = 4 << 20;

  private static Path scratch;
  private static byte[] zip;
  private static byte[] legacy;

  @BeforeContainer
  static void readCheckpoints() throws IOException {
    scratch = Files.createTempFile("lamina", ".bin");
    zip = Files.readAllBytes(Checkpoints.file("good/zip.bin"));
    legacy = Files.readAllBytes(Checkpoints.file("good/legacy.bin"));
  }

  @AfterContainer
  static void deleteScratch() throws IOException {
    Files.delete(scratch);
  }

  @Property(tries = 400)
  void flippedBytes(
      @ForAll("checkpoints") byte[] whole,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 9999) Integer> places,
      @ForAll byte flipped)
      throws IOException {
    byte[] bytes = whole.clone();
    for (int place : places) {
      bytes[(int) ((long) bytes.length * place / 10_000)] ^= flipped;
    }
    readOrRefuse(bytes);
  }

  @Property(tries = 200)
  void aFileThatEndsTooEarlyIsRefused(
      @ForAll("checkpoints") byte[] whole, @ForAll @IntRange(max = 9999) int place)
      throws IOException {
    int length = (int) ((long) whole.length * place / 10_000);
    Files.write(scratch, Arrays.copyOf(whole, length));
    assertThatThrownBy(() -> new PickleWeights().tensors(scratch))
        .isInstanceOf(InvalidWeightsException.class);
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void operationsInAnyOrder(@ForAll("operations") List<String> operations) throws IOException {
    byte[] pickle =
        ("\u0080\u0002" + String.join("", operations) + ".").getBytes(StandardCharsets.ISO_8859_1);
    readOrRefuse(new ZipBytes().with("a/data.pkl", pickle).with("a/data/0", zip).bytes());
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void anySizesStridesAndOffset(
      @ForAll("counts") long elements,
      @ForAll("counts") long offset,
      @ForAll @Size(max = 3) List<@From("counts") Long> sizes,
      @ForAll @Size(max = 3) List<@From("counts") Long> strides)
      throws IOException {
    readOrRefuse(new PickledTensor(elements, offset, sizes, strides).zipped(new byte[64]));
  }

  @Property(tries = 200)
  void bytesOfAPickle(@ForAll @Size(max = 60) byte[] pickle) throws IOException {
    byte[] begun = new byte[pickle.length + 2];
    begun[0] = (byte) 0x80;
    begun[1] = 2;
    System.arraycopy(pickle, 0, begun, 2, pickle.length);
    readOrRefuse(begun);
    readOrRefuse(new ZipBytes().with("a/data.pkl", begun).bytes());
  }

  @Provide
  Arbitrary<byte[]> checkpoints() {
    return Arbitraries.of(zip, legacy);
  }

  @Provide
  Arbitrary<Long> counts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 16),
        Arbitraries.of(-1L, 1L << 31, 1L << 40, Long.MAX_VALUE / 4, Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<List<String>> operations() {
    return Arbitraries.of(
            "(",
            "N",
            "\u0088",
            "K\7",
            "J\uffff",
            "\u008a\2\1\1",
            "X\1\0\0\0x",
            "X\7\0\0\0storage",
            "X\1\0\0\0000",
            "]",
            "a",
            "e",
            ")",
            "t",
            "\u0085",
            "\u0086",
            "\u0087",
            "}",
            "s",
            "u",
            "q\0",
            "q\1",
            "h\0",
            "h\1",
            "\u0094",
            "R",
            "b",
            "Q",
            "X\377\377\377\377",
            "r\0\0\0\u0080",
            "ccollections\nOrderedDict\n",
            "ctorch._utils\n_rebuild_tensor_v2\n",
            "ctorch._utils\n_rebuild_tensor_v3\n",
            "ctorch._utils\n_rebuild_parameter\n",
            "ctorch\nFloatStorage\n",
            "ctorch\nfloat32\n",
            "ctorch\nSize\n",
            "\u0093",
            "((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\4tQK\0)K\1\u0085")
        .list()
        .ofMaxSize(40);
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    Files.write(scratch, bytes);
    long before = allocated();
    List<StoredTensor> tensors = List.of();
    String reason = "none";
    try {
      tensors = new PickleWeights().tensors(scratch);
    } catch (InvalidWeightsException e) {
      reason = e.reason();
    }
    assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
    assertThat(reason).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
    for (StoredTensor tensor : tensors) {
      long each = tensor.numberType().map(NumberType::bytesPerBlock).orElse(0);
      assertThat(tensor.offset()).isBetween(0L, (long) bytes.length);
      assertThat(tensor.offset() + tensor.elements() * each).isLessThanOrEqualTo(bytes.length);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
