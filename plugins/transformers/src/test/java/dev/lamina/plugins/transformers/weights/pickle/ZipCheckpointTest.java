package dev.lamina.plugins.transformers.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ZipCheckpointTest {

  private static final byte[] STORAGE = new byte[24];
  private static final PickledTensor TENSOR =
      new PickledTensor(6, 0, List.of(2L, 3L), List.of(3L, 1L));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("pytorch_model.bin");
  }

  @Test
  void aZipWithoutFaultIsRead() throws Exception {
    Files.write(file, TENSOR.zipped(STORAGE));
    assertThat(new PickleWeights().tensors(file))
        .singleElement()
        .extracting(StoredTensor::shape)
        .isEqualTo(List.of(2L, 3L));
  }

  @Test
  void aCommentAtTheEndDoesNoHarm() throws Exception {
    byte[] zip = TENSOR.zipped(STORAGE);
    byte[] longer = Arrays.copyOf(zip, zip.length + 300);
    longer[zip.length - 2] = 300 - 256;
    longer[zip.length - 1] = 1;
    Files.write(file, longer);
    assertThat(new PickleWeights().tensors(file)).hasSize(1);
  }

  @Test
  void aCompressedEntryIsRefused() throws IOException {
    byte[] squeezed = new byte[10];
    assertRefused(
        zip().with(new ZipBytes.Entry("a/data/0", squeezed, 8, 0, 24)),
        "zip entry 'a/data/0' is compressed; torch.save writes entries as they are");
  }

  @Test
  void anEncryptedEntryIsRefused() throws IOException {
    assertRefused(
        zip().with(new ZipBytes.Entry("a/data/0", STORAGE, 0, 1, 24)),
        "zip entry 'a/data/0' is encrypted");
  }

  @Test
  void anEntryThatClaimsMoreThanTheFileHasIsRefused() throws IOException {
    assertRefused(
        zip().with(new ZipBytes.Entry("a/data/0", STORAGE, 0, 0, 1L << 40)),
        "zip entry 'a/data/0' has 1099511627776 bytes, which do not fit between it and what"
            + " follows");
  }

  @Test
  void entriesThatShareBytesAreRefused() throws IOException {
    assertRefused(
        zip()
            .with(new ZipBytes.Entry("a/data/0", STORAGE, 0, 0, 80))
            .with("a/data/1", STORAGE)
            .with("a/data/2", STORAGE),
        "zip entry 'a/data/0' has 80 bytes, which do not fit between it and what follows");
  }

  @Test
  void anEntryThatIsListedTwiceIsRefused() throws IOException {
    assertRefused(
        zip().with("a/data/0", STORAGE).with("a/data/0", STORAGE),
        "the zip lists 'a/data/0' twice");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws IOException {
    for (String name : List.of("../x", "a/../../x", "/etc/passwd", "a\\..\\x")) {
      assertRefused(
          zip().with(name, STORAGE), "zip entry '" + name + "' has a name that leads elsewhere");
    }
  }

  @Test
  void aZipOfSomethingElseIsNamed() throws IOException {
    assertRefused(
        new ZipBytes().with("word/document.xml", STORAGE),
        "the file is a zip without data.pkl, so torch.save did not write it");
    assertRefused(
        zip().with("b/data.pkl", STORAGE), "the zip holds 2 times data.pkl instead of once");
  }

  @Test
  void anEntryThatIsAnotherInItsPlaceIsRefused() throws IOException {
    byte[] zip = TENSOR.zipped(STORAGE);
    int local = new String(zip, StandardCharsets.ISO_8859_1).indexOf("a/data/0");
    zip[local] = 'b';
    assertRefused(
        zip, "zip entry 'a/data/0' is another one at its place than in the zip's directory");
  }

  @Test
  void aZipThatWasCutShortSaysSo() throws IOException {
    byte[] zip = TENSOR.zipped(STORAGE);
    assertRefused(
        Arrays.copyOf(zip, zip.length - 1),
        "the file has no zip directory at its end; it was cut short, so fetch or write it again");
  }

  /** Six gibibytes, of which only headers and the pickle are written and read. */
  @Test
  @Timeout(20)
  void largeFilesAreReadInPlaceWithoutTheirNumbers() throws Exception {
    long elements = 3L << 29;
    ZipBytes.Entry storage = new ZipBytes.Entry("a/data/0", new byte[0], 0, 0, elements * 4);
    PickledTensor tensor =
        new PickledTensor(elements, elements - 6, List.of(2L, 3L), List.of(3L, 1L));
    ZipBytes.Entry pickle = new ZipBytes.Entry("a/data.pkl", tensor.bytes());
    long pickleAt = storage.local().length + storage.size();
    long directoryAt = pickleAt + pickle.local().length + pickle.size();
    byte[] first = storage.central(0);
    byte[] second = pickle.central(pickleAt);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(storage.local()), 0);
      channel.write(ByteBuffer.wrap(pickle.local()), pickleAt);
      channel.write(ByteBuffer.wrap(pickle.content()), pickleAt + pickle.local().length);
      channel.write(ByteBuffer.wrap(first), directoryAt);
      channel.write(ByteBuffer.wrap(second), directoryAt + first.length);
      channel.write(
          ByteBuffer.wrap(ZipBytes.zip64End(2, first.length + second.length, directoryAt)),
          directoryAt + first.length + second.length);
    }
    assertThat(new PickleWeights().tensors(file))
        .singleElement()
        .extracting(StoredTensor::offset)
        .isEqualTo(pickleAt - 24);
  }

  private static ZipBytes zip() {
    return new ZipBytes().with("a/data.pkl", TENSOR.bytes());
  }

  private void assertRefused(ZipBytes zip, String reason) throws IOException {
    assertRefused(zip.bytes(), reason);
  }

  private void assertRefused(byte[] zip, String reason) throws IOException {
    Files.write(file, zip);
    assertThatThrownBy(() -> new PickleWeights().tensors(file))
        .isInstanceOfSatisfying(
            InvalidWeightsException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
