package dev.lamina.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of the beginning of a file. */
final class Digest {

  private static final int CHUNK = 1 << 18;

  private Digest() {}

  /**
   * The SHA-256 of the bytes before an end, [32].
   *
   * @throws EOFException if the file is shorter
   */
  static byte[] sha256(FileChannel channel, long end) throws IOException {
    MessageDigest digest = newSha256();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end));
    long position = 0;
    while (position < end) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
      int count = channel.read(chunk, position);
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      digest.update(chunk.flip());
      position += count;
    }
    return digest.digest();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
