package dev.lamina.plugins.transformers.source.hub.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file's content, by its hash. The hub names large files by their SHA-256 and small ones as git
 * does: by the SHA-1 of {@code "blob SIZE\0"} and the content.
 *
 * @param hash 64 or 40 hexadecimal digits
 * @param size bytes
 */
public record Blob(String hash, long size) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  /** What the hub says of a file; empty if that is not a hash and a size. */
  public static Optional<Blob> of(String hash, String size) {
    return HASH.matcher(hash).matches() && SIZE.matcher(size).matches()
        ? Optional.of(new Blob(hash, Long.parseLong(size)))
        : Optional.empty();
  }

  /** The hash's name. */
  public String algorithm() {
    return isGit() ? "git SHA-1" : "SHA-256";
  }

  private boolean isGit() {
    return hash.length() == 40;
  }

  /** A digest that the content goes into. */
  MessageDigest digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance(isGit() ? "SHA-1" : "SHA-256");
      if (isGit()) {
        digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
    }
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
