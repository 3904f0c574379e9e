package dev.lamina.plugins.transformers.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A pickle of {@code {"x": tensor}} as torch.save writes it, with numbers that it never would.
 *
 * @param elements of its storage {@code 0}, which is of float32
 */
record PickledTensor(long elements, long offset, List<Long> sizes, List<Long> strides) {

  byte[] bytes() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    write(pickle, "\u0080\u0002}");
    text(pickle, "x");
    write(pickle, "ctorch._utils\n_rebuild_tensor_v2\n((");
    text(pickle, "storage");
    write(pickle, "ctorch\nFloatStorage\n");
    text(pickle, "0");
    text(pickle, "cpu");
    number(pickle, elements);
    write(pickle, "tQ");
    number(pickle, offset);
    numbers(pickle, sizes);
    numbers(pickle, strides);
    write(pickle, "\u0089ccollections\nOrderedDict\n)RtRs.");
    return pickle.toByteArray();
  }

  /** In the container of PyTorch since 1.6. */
  byte[] zipped(byte[] storage) {
    return new ZipBytes().with("a/data.pkl", bytes()).with("a/data/0", storage).bytes();
  }

  private static void numbers(ByteArrayOutputStream pickle, List<Long> numbers) {
    write(pickle, "(");
    numbers.forEach(number -> number(pickle, number));
    write(pickle, "t");
  }

  private static void number(ByteArrayOutputStream pickle, long number) {
    byte[] bigEndian = BigInteger.valueOf(number).toByteArray();
    pickle.write(0x8a);
    pickle.write(bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      pickle.write(bigEndian[i]);
    }
  }

  private static void text(ByteArrayOutputStream pickle, String text) {
    write(pickle, "X" + (char) text.length() + "\0\0\0" + text);
  }

  private static void write(ByteArrayOutputStream pickle, String bytes) {
    pickle.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
