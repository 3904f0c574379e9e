package dev.lamina.plugins.transformers.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pickles that would take all memory or all time. */
@Timeout(30)
class PickleBombTest {

  private static final String TOO_MANY =
      "the file holds more than 1048576 objects, too many for names of weights";

  /** A dictionary takes 56 bytes, its place in a list or in the memo up to 60. */
  private static final long MOST_ALLOCATED = 300L << 20;

  @TempDir private Path folder;

  @Test
  void dictionariesWithoutEnd() throws IOException {
    assertRefused("}".repeat(1_100_000) + ".", TOO_MANY);
  }

  @Test
  void oneObjectOnTheStackAgainAndAgain() throws IOException {
    assertRefused("}q\0" + "h\0".repeat(1_100_000) + ".", TOO_MANY);
  }

  @Test
  void oneObjectInTheMemoAgainAndAgain() throws IOException {
    assertRefused("}" + "\u0094".repeat(1_100_000) + ".", TOO_MANY);
  }

  /** 1000 pairs with a number as key, in 1100 dictionaries. */
  @Test
  void oneListInManyCalls() throws IOException {
    String pairs = "]q\0(" + "K\1N\u0086".repeat(1000) + "e\u0085q\1";
    String calls = "ccollections\nOrderedDict\nq\2" + "h\2h\1R".repeat(1100);
    assertRefused(pairs + calls + ".", TOO_MANY);
  }

  @Test
  void oneLongTupleAsTheSizesOfATensor() throws IOException {
    String sizes = "(" + "K\1".repeat(65) + "t";
    String tensor =
        "ctorch._utils\n_rebuild_tensor\n((X\7\0\0\0storagectorch\nFloatStorage\n"
            + "X\1\0\0\0000X\3\0\0\0cpuK\1tQK\0"
            + sizes
            + sizes
            + "tR.";
    assertRefused(tensor, "a tensor has 65 dimensions; PyTorch has 64");
  }

  /** The length of the text is that of the file, which is a hole. */
  @Test
  void aTextThatIsAllOfTheFile() throws IOException {
    Path file = folder.resolve("pytorch_model.bin");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      byte[] begin = "\u0080\2X\0\0\0\100".getBytes(StandardCharsets.ISO_8859_1);
      channel.write(ByteBuffer.wrap(begin), 0);
      channel.write(ByteBuffer.wrap(new byte[1]), 2L << 30);
    }
    assertRefused(
        file, "its pickled objects take more than 33554432 bytes, too many for names of weights");
  }

  private void assertRefused(String pickle, String reason) throws IOException {
    byte[] bytes = ("\u0080\2" + pickle).getBytes(StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("pytorch_model.bin");
    Files.write(
        file, new ZipBytes().with("a/data.pkl", bytes).with("a/data/0", new byte[4]).bytes());
    assertRefused(file, reason);
  }

  private static void assertRefused(Path file, String reason) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThatThrownBy(() -> new PickleWeights().tensors(file))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage(reason);
    assertThat(thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
        .isLessThan(MOST_ALLOCATED);
  }
}
