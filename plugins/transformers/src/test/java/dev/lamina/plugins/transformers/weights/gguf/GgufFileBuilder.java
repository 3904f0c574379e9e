package dev.lamina.plugins.transformers.weights.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes GGUF files, valid ones and others, as ggml's docs/gguf.md defines them. A builder is used
 * once.
 */
public final class GgufFileBuilder {

  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int UINT64 = 10;

  private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int alignment = 32;
  private int version = 3;
  private long keys;
  private long tensors;

  public GgufFileBuilder text(String key, String value) {
    return metadata(key, STRING, bytes(value));
  }

  public GgufFileBuilder flag(String key, boolean value) {
    return metadata(key, BOOL, new byte[] {(byte) (value ? 1 : 0)});
  }

  public GgufFileBuilder integer(String key, int value) {
    return metadata(key, UINT32, bytes(value));
  }

  public GgufFileBuilder number(String key, float value) {
    return metadata(key, FLOAT32, bytes(Float.floatToRawIntBits(value)));
  }

  public GgufFileBuilder texts(String key, List<String> values) {
    byte[][] items = values.stream().map(GgufFileBuilder::bytes).toArray(byte[][]::new);
    return list(key, STRING, values.size(), concat(items));
  }

  public GgufFileBuilder integers(String key, int... values) {
    byte[][] items = Arrays.stream(values).mapToObj(GgufFileBuilder::bytes).toArray(byte[][]::new);
    return list(key, INT32, values.length, concat(items));
  }

  public GgufFileBuilder numbers(String key, float... values) {
    return list(key, FLOAT32, values.length, bytes(values));
  }

  /** A list, whatever its items are, and however many it says that it has. */
  GgufFileBuilder list(String key, int itemType, long count, byte[] items) {
    return metadata(key, ARRAY, concat(bytes(itemType), bytes(count), items));
  }

  GgufFileBuilder unsigned(String key, long value) {
    return metadata(key, UINT64, bytes(value));
  }

  /** A key with a value of any type. */
  GgufFileBuilder metadata(String key, int type, byte[] value) {
    metadata.writeBytes(concat(bytes(key), bytes(type), value));
    keys++;
    return this;
  }

  /** A float32 tensor that holds 0, 1, 2 ... */
  public GgufFileBuilder tensor(String name, long... shape) {
    int elements = 1;
    for (long dimension : shape) {
      elements = Math.toIntExact(elements * dimension);
    }
    float[] numbers = new float[elements];
    for (int i = 0; i < elements; i++) {
      numbers[i] = i;
    }
    return tensor(name, numbers, shape);
  }

  /** A float32 tensor. */
  public GgufFileBuilder tensor(String name, float[] numbers, long... shape) {
    return tensor(name, 0, bytes(numbers), shape);
  }

  /** A tensor of ggml's type of some number. */
  public GgufFileBuilder tensor(String name, int type, byte[] bytes, long... shape) {
    data.writeBytes(new byte[padding(data.size())]);
    entry(name, type, data.size(), shape);
    data.writeBytes(bytes);
    return this;
  }

  /** The entry of a tensor whose bytes may be anywhere or nowhere. */
  GgufFileBuilder entry(String name, int type, long offset, long... shape) {
    table.writeBytes(concat(bytes(name), bytes(shape.length)));
    for (int i = shape.length - 1; i >= 0; i--) {
      table.writeBytes(bytes(shape[i]));
    }
    table.writeBytes(concat(bytes(type), bytes(offset)));
    tensors++;
    return this;
  }

  GgufFileBuilder data(int length) {
    data.writeBytes(new byte[length]);
    return this;
  }

  GgufFileBuilder version(int other) {
    version = other;
    return this;
  }

  GgufFileBuilder alignment(int other) {
    alignment = other;
    return integer("general.alignment", other);
  }

  /** What the file says about how much it holds, true or not. */
  GgufFileBuilder counts(long tensorCount, long keyCount) {
    tensors = tensorCount;
    keys = keyCount;
    return this;
  }

  public byte[] bytes() {
    byte[] magic = "GGUF".getBytes(StandardCharsets.US_ASCII);
    byte[] header =
        concat(
            magic,
            bytes(version),
            bytes(tensors),
            bytes(keys),
            metadata.toByteArray(),
            table.toByteArray());
    return concat(header, new byte[padding(header.length)], data.toByteArray());
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private int padding(int length) {
    return (alignment - length % alignment) % alignment;
  }

  static byte[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return concat(bytes((long) utf8.length), utf8);
  }

  static byte[] bytes(int value) {
    return ByteBuffer.wrap(new byte[4]).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  static byte[] bytes(long value) {
    return ByteBuffer.wrap(new byte[8]).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[Float.BYTES * values.length]);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
