package dev.lamina.plugins.datasets.pairing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.plugins.datasets.fact.StatedFact;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Two independent random-looking numbers of a fact, the same everywhere and for ever. */
record FactHash(StatedFact fact, long taking, long giving) {

  static FactHash of(StatedFact fact) {
    String text = String.join("\n", fact.relation(), fact.subject(), fact.object());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      ByteBuffer numbers = ByteBuffer.wrap(digest);
      return new FactHash(fact, numbers.getLong(), numbers.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
