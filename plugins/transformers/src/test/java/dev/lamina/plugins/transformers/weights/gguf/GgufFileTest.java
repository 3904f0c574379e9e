package dev.lamina.plugins.transformers.weights.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

  @TempDir private Path folder;

  @Test
  void metadataIsReadByItsKeysInTheFilesOrder() throws Exception {
    GgufMetadata metadata =
        open(new GgufFileBuilder()
                .text("general.architecture", "llama")
                .flag("tokenizer.ggml.add_bos_token", false)
                .integer("llama.block_count", 30)
                .number("llama.rope.freq_base", 1e5f)
                .texts("tokenizer.ggml.tokens", List.of("a", "", "\u0120é"))
                .integers("tokenizer.ggml.token_type", 1, -3)
                .numbers("tokenizer.ggml.scores", -1.5f, 0))
            .metadata();
    assertThat(metadata.keys())
        .startsWith("general.architecture", "tokenizer.ggml.add_bos_token")
        .hasSize(7);
    assertThat(metadata.text("general.architecture")).contains("llama");
    assertThat(metadata.flag("tokenizer.ggml.add_bos_token")).contains(false);
    assertThat(metadata.integer("llama.block_count")).hasValue(30);
    assertThat(metadata.number("llama.block_count")).hasValue(30);
    assertThat(metadata.number("llama.rope.freq_base")).hasValue(100_000);
    assertThat(metadata.texts("tokenizer.ggml.tokens").orElseThrow())
        .containsExactly("a", "", "\u0120é");
    assertThat(metadata.integers("tokenizer.ggml.token_type").orElseThrow()).containsExactly(1, -3);
    assertThat(metadata.numbers("tokenizer.ggml.scores").orElseThrow()).containsExactly(-1.5f, 0);
    assertThat(metadata.text("general.name")).isEmpty();
    assertThat(metadata.texts("general.name")).isEmpty();
  }

  @Test
  void everyTypeOfNumberIsRead() throws Exception {
    byte[] ones = new byte[] {-1, -1, -1, -1, -1, -1, -1, -1};
    GgufMetadata metadata =
        open(new GgufFileBuilder()
                .metadata("u8", 0, new byte[] {-1})
                .metadata("i8", 1, new byte[] {-1})
                .metadata("u16", 2, new byte[] {-1, -1})
                .metadata("i16", 3, new byte[] {-1, -1})
                .metadata("u32", 4, new byte[] {-1, -1, -1, -1})
                .metadata("i32", 5, new byte[] {-1, -1, -1, -1})
                .metadata("u64", 10, ones)
                .metadata("i64", 11, ones)
                .metadata("f64", 12, GgufFileBuilder.bytes(Double.doubleToLongBits(.1))))
            .metadata();
    assertThat(metadata.integer("u8")).hasValue(255);
    assertThat(metadata.integer("i8")).hasValue(-1);
    assertThat(metadata.integer("u16")).hasValue(65_535);
    assertThat(metadata.integer("i16")).hasValue(-1);
    assertThat(metadata.integer("u32")).hasValue(4_294_967_295L);
    assertThat(metadata.integer("i32")).hasValue(-1);
    assertThat(metadata.integer("i64")).hasValue(-1);
    assertThat(metadata.number("f64")).hasValue(.1);
    assertThatThrownBy(() -> metadata.integer("u64")).hasMessage("metadata u64 is 2^63 or more");
  }

  @Test
  void aValueOfAnotherTypeIsAnErrorThatShowsIt() throws Exception {
    GgufMetadata metadata =
        open(new GgufFileBuilder().text("name", "x\n").integers("heads", 1, 2).number("eps", .5f))
            .metadata();
    assertThatThrownBy(() -> metadata.integer("name"))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage("metadata name is 'x\\n' but must be a whole number");
    assertThatThrownBy(() -> metadata.integer("heads"))
        .hasMessage("metadata heads is a list of 2 whole numbers but must be a whole number");
    assertThatThrownBy(() -> metadata.texts("eps"))
        .hasMessage("metadata eps is 0.5 but must be a list of texts");
    assertThatThrownBy(() -> metadata.flag("eps"))
        .hasMessage("metadata eps is 0.5 but must be true or false");
  }

  @Test
  void aListOfListsIsSteppedOver() throws Exception {
    byte[] inner =
        GgufFileBuilder.concat(
            GgufFileBuilder.bytes(8), GgufFileBuilder.bytes(1L), GgufFileBuilder.bytes("deep"));
    GgufFile file = open(new GgufFileBuilder().list("nested", 9, 1, inner).text("after", "it"));
    assertThat(file.metadata().text("after")).contains("it");
    assertThatThrownBy(() -> file.metadata().texts("nested"))
        .hasMessage("metadata nested is a list of 1 lists but must be a list of texts");
  }

  @Test
  void tensorsHaveTheirLastDimensionFirstInTheFile() throws Exception {
    GgufFile file = open(new GgufFileBuilder().tensor("a", 3).tensor("b", 2, new byte[36], 1, 64));
    assertThat(file.path()).isEqualTo(folder.resolve("model.gguf"));
    assertThat(file.tensors()).extracting(StoredTensor::name).containsExactly("a", "b");
    StoredTensor b = file.tensors().get(1);
    assertThat(b.shape()).containsExactly(1L, 64L);
    assertThat(b.type()).isEqualTo("Q4_0");
    assertThat(b.offset()).isEqualTo(file.tensors().get(0).offset() + 32);
    assertThat(file.tensors().get(0).offset() % 32).isZero();
  }

  @Test
  void theFileMayAskForAnotherAlignment() throws Exception {
    GgufFile file = open(new GgufFileBuilder().alignment(256).tensor("a", 1).tensor("b", 1));
    assertThat(file.tensors().get(1).offset() - file.tensors().get(0).offset()).isEqualTo(256);
    assertThat(file.tensors().get(0).offset() % 256).isZero();
  }

  @Test
  void versionTwoIsReadToo() throws Exception {
    assertThat(open(new GgufFileBuilder().version(2).tensor("a", 1)).tensors()).hasSize(1);
  }

  /** A hole is no reason to refuse a file: the tensor's first byte lies beyond 4 GiB. */
  @Test
  void filesAreLargerThanAnIntCounts() throws Exception {
    Path file = folder.resolve("model.gguf");
    long far = 5L << 30;
    byte[] header = new GgufFileBuilder().entry("a", 0, far, 2).bytes();
    Files.write(file, header);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8), header.length + far);
    }
    assertThat(GgufFile.open(file).tensors().get(0).offset()).isEqualTo(header.length + far);
  }

  @Test
  void anotherKindOfFileIsRefused() throws Exception {
    refused(
        "PK\u0003\u0004 a zip",
        "the file is not GGUF: it begins with 'PK\\u0003\\u0004' instead of 'GGUF'");
    refused("", "the file is not GGUF: it begins with '' instead of 'GGUF'");
    refused(
        "GGUF",
        "the file ends too early or is damaged: 4 bytes should follow byte 4, but there are 0");
  }

  @Test
  void otherVersionsAreRefused() {
    refused(
        new GgufFileBuilder().version(1),
        "the file is GGUF version 1, not supported; supported: 2, 3");
    refused(
        new GgufFileBuilder().version(4),
        "the file is GGUF version 4, not supported; supported: 2, 3");
    refused(
        new GgufFileBuilder().version(Integer.reverseBytes(3)),
        "the file is big-endian GGUF, not supported; use the usual little-endian file");
  }

  @Test
  void absurdCountsAreRefusedBeforeAnythingIsAllocated() {
    refused(
        new GgufFileBuilder().counts(-1, 0),
        "the file says before byte 16 that it has 18446744073709551615 tensors, more than the"
            + " 65536 that are allowed");
    refused(
        new GgufFileBuilder().counts(0, 1L << 40),
        "the file says before byte 24 that it has 1099511627776 keys of metadata, more than the"
            + " 65536 that are allowed");
    refused(
        new GgufFileBuilder().list("a", 4, 1 << 22, new byte[4]),
        "the file ends too early or is damaged: 16777216 bytes should follow byte 49, but there"
            + " are 15");
    refused(
        new GgufFileBuilder().list("a", 4, Long.MAX_VALUE, new byte[4]),
        "the file says before byte 49 that it has 9223372036854775807 items in a list, more than"
            + " the 4194304 that are allowed");
    refused(
        new GgufFileBuilder().metadata("a", 8, GgufFileBuilder.bytes(-1L)),
        "the file ends too early or is damaged: 18446744073709551615 bytes should follow byte 45,"
            + " but there are 19");
  }

  @Test
  void valuesThatCannotBeAreRefused() {
    refused(
        new GgufFileBuilder().metadata("a", 13, new byte[4]),
        "metadata before byte 37 has type 13, which GGUF does not define; the file is damaged");
    refused(
        new GgufFileBuilder().metadata("a", 7, new byte[] {2}),
        "metadata before byte 38 is 2 instead of 0 for false or 1 for true");
    refused(
        new GgufFileBuilder().flag("a", true).flag("a", true), "metadata has the key 'a' twice");
  }

  @Test
  void aTextThatIsNotUtf8IsRefusedWhenItIsAskedFor() throws Exception {
    byte[] latin = GgufFileBuilder.concat(GgufFileBuilder.bytes(1L), new byte[] {(byte) 0xe9});
    GgufMetadata metadata = open(new GgufFileBuilder().metadata("a", 8, latin)).metadata();
    assertThatThrownBy(() -> metadata.text("a")).hasMessage("metadata a is not UTF-8: '\ufffd'");
  }

  @Test
  void aPartOfASplitModelIsRefused() {
    refused(
        new GgufFileBuilder().integer("split.count", 3).integer("split.no", 0),
        "the file is one of 3 that a model was split into (split.count), not supported; llama.cpp"
            + " joins them: llama-gguf-split --merge FIRST JOINED");
  }

  @Test
  void anAlignmentThatIsNoPowerOfTwoIsRefused() {
    refused(
        new GgufFileBuilder().integer("general.alignment", 0),
        "general.alignment is 0 but must be a power of two");
    refused(
        new GgufFileBuilder().integer("general.alignment", 48),
        "general.alignment is 48 but must be a power of two");
  }

  @Test
  void tensorsThatCannotBeAreRefused() {
    refused(new GgufFileBuilder().tensor("a", 1).tensor("a", 1), "two tensors are called 'a'");
    refused(new GgufFileBuilder().tensor("a"), "tensor 'a' has 0 dimensions instead of 1 to 4");
    refused(
        new GgufFileBuilder().tensor("a", 1, 1, 1, 1, 1),
        "tensor 'a' has 5 dimensions instead of 1 to 4");
    refused(new GgufFileBuilder().tensor("a", 2, 0), "tensor 'a' cannot be of shape [2, 0]");
    refused(
        new GgufFileBuilder().entry("a", 0, 0, 1L << 40, 1L << 40),
        "tensor 'a' cannot be of shape [1099511627776, 1099511627776]");
    refused(
        new GgufFileBuilder().entry("a", 0, 0, -1),
        "tensor 'a' cannot be of shape [18446744073709551615]");
    refused(
        new GgufFileBuilder().entry("a", 0, 0, Long.MAX_VALUE),
        "tensor 'a' cannot be of shape [9223372036854775807]");
    refused(
        new GgufFileBuilder().tensor("a", 12, new byte[144], 8, 32),
        "tensor 'a' has rows of 32 numbers, which Q4_K cannot hold: its blocks have 256");
  }

  @Test
  void typesThatAreNotReadAreNamed() {
    String read = "F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K";
    refused(
        new GgufFileBuilder().tensor("a", 20, new byte[18], 32),
        "tensor 'a' is stored as type IQ4_NL, which cannot be read; types that can: " + read);
    refused(
        new GgufFileBuilder().tensor("a", 99, new byte[18], 32),
        "tensor 'a' is stored as type number 99, which cannot be read; types that can: " + read);
  }

  @Test
  void bytesOutsideTheFileOrOfAnotherTensorAreRefused() {
    refused(
        new GgufFileBuilder().entry("a", 0, 32, 2).data(39),
        "tensor 'a' has 8 bytes from byte 32 of the data on, but the file has only 39 bytes of"
            + " data; it was cut short, so fetch it again");
    refused(
        new GgufFileBuilder().entry("a", 0, -32, 2).data(64),
        "tensor 'a' has 8 bytes from byte 18446744073709551584 of the data on, but the file has"
            + " only 64 bytes of data; it was cut short, so fetch it again");
    refused(
        new GgufFileBuilder().entry("a", 0, 4, 2).data(64),
        "tensor 'a' begins at byte 4 of the data, not at a multiple of 32");
    refused(
        new GgufFileBuilder().entry("a", 0, 0, 9).entry("b", 0, 32, 2).data(64),
        "tensor 'b' overlaps tensor 'a'");
  }

  private GgufFile open(GgufFileBuilder builder) throws Exception {
    return GgufFile.open(builder.write(folder.resolve("model.gguf")));
  }

  private void refused(GgufFileBuilder builder, String reason) {
    assertThatThrownBy(() -> open(builder))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage(reason);
  }

  private void refused(String content, String reason) throws Exception {
    Path file = Files.write(folder.resolve("other"), content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> GgufFile.open(file))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage(reason);
  }
}
