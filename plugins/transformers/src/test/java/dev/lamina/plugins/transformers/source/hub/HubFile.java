package dev.lamina.plugins.transformers.source.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A file of a repository on the {@link TestHub}.
 *
 * @param large whether it is kept by its SHA-256 on another server, not in git
 */
record HubFile(String name, byte[] content, boolean large) {

  static HubFile small(String name, String text) {
    return new HubFile(name, text.getBytes(StandardCharsets.UTF_8), false);
  }

  static HubFile large(String name, String text) {
    return new HubFile(name, text.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Random bytes, always the same. */
  static HubFile large(String name, int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new HubFile(name, bytes, true);
  }

  /** What the hub names it by: computed here as git and sha256sum do. */
  String hash() {
    if (large) {
      return digest("SHA-256", content);
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    blob.writeBytes(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    blob.writeBytes(content);
    return digest("SHA-1", blob.toByteArray());
  }

  /** As the hub's API lists it. */
  String treeEntry() {
    String lfs =
        large
            ? ", \"lfs\": {\"oid\": \"%s\", \"size\": %d, \"pointerSize\": 134}"
                .formatted(hash(), content.length)
            : "";
    return "{\"type\": \"file\", \"oid\": \"%s\", \"size\": %d, \"path\": \"%s\"%s}"
        .formatted(large ? "0".repeat(40) : hash(), content.length, name, lfs);
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
