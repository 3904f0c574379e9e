package dev.lamina.engine.service;

import dev.lamina.api.service.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Seeds as the first eight bytes of SHA-256 over the spec's seed, the component's id and the
 * purpose.
 */
public record DerivedSeeds(long seed, String component) implements Seeds {

  @Override
  public long seed(String purpose) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((seed + "\0" + component + "\0" + purpose).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sha256.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
