package dev.lamina.engine.store.segment;

import dev.lamina.api.model.ModelInput;
import dev.lamina.engine.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a prompt's activations depend on besides the model, as the first 128 bits of a SHA-256: its
 * token ids, the positions read and how they are pooled. That two of 10^9 prompts share an address
 * by chance has a probability of 10^-21.
 */
public record PromptAddress(long high, long low) {

  static final int BYTES = 2 * Long.BYTES;

  /** The address of an input; where it stands in a data set does not matter. */
  public static PromptAddress of(ModelInput input) {
    int[] ids = input.ids();
    int[] positions = input.positions();
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (2 + ids.length + positions.length));
    put(ids, numbers);
    put(positions, numbers);
    MessageDigest digest = Sha256.digest();
    digest.update(numbers.flip());
    digest.update(input.pooling().name().getBytes(StandardCharsets.US_ASCII));
    return read(ByteBuffer.wrap(digest.digest()));
  }

  /** The length goes first, so that no two pairs of lists agree. */
  private static void put(int[] numbers, ByteBuffer into) {
    into.putInt(numbers.length);
    for (int number : numbers) {
      into.putInt(number);
    }
  }

  /** The next address of a big-endian buffer. */
  static PromptAddress read(ByteBuffer bytes) {
    return new PromptAddress(bytes.getLong(), bytes.getLong());
  }

  /** Appends it to a big-endian buffer. */
  void write(ByteBuffer bytes) {
    bytes.putLong(high).putLong(low);
  }
}
