package dev.lamina.engine.service;

import dev.lamina.api.service.Seeds;
import dev.lamina.engine.io.Sha256;
import java.nio.ByteBuffer;

/**
 * Seeds as the first eight bytes of SHA-256 over the spec's seed, the component's id and the
 * purpose.
 */
public record DerivedSeeds(long seed, String component) implements Seeds {

  /** In place of a component's id, which is never empty. */
  private static final String ALL = "";

  @Override
  public Seeds shared() {
    return new DerivedSeeds(seed, ALL);
  }

  @Override
  public long seed(String purpose) {
    byte[] hash = new Sha256().add(Long.toString(seed)).add(component).add(purpose).bytes();
    return ByteBuffer.wrap(hash).getLong();
  }
}
