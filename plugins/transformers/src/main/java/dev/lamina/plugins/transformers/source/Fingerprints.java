package dev.lamina.plugins.transformers.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of files. Hashing gigabytes at every start would cost more than the run, so each result
 * is kept in LAMINA_HOME with the file's size and time of change, and counts while these are the
 * same.
 */
public final class Fingerprints {

  private static final Logger LOG = LoggerFactory.getLogger(Fingerprints.class);
  private static final int CHUNK = 1 << 20;

  private final LaminaHome home;

  public Fingerprints(LaminaHome home) {
    this.home = home;
  }

  /** The SHA-256 of a file, hexadecimal. */
  public String of(Path file) throws IOException {
    String state = state(file);
    Path kept = kept(file);
    Optional<String> known = read(kept, state);
    if (known.isPresent()) {
      return known.get();
    }
    String hash = hash(file);
    if (state(file).equals(state)) {
      keep(kept, hash + " " + state);
    }
    return hash;
  }

  /** The SHA-256 of a text, hexadecimal. */
  public String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The SHA-256 of bytes, hexadecimal. */
  String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    return attributes.size() + " " + changed + " " + attributes.fileKey();
  }

  private Path kept(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    return home.folder().resolve("fingerprints").resolve(home.name(path));
  }

  private static Optional<String> read(Path kept, String state) throws IOException {
    if (!Files.exists(kept)) {
      return Optional.empty();
    }
    String[] line = Files.readString(kept).strip().split(" ", 2);
    boolean valid = line.length == 2 && line[0].length() == 64 && line[1].equals(state);
    return valid ? Optional.of(line[0]) : Optional.empty();
  }

  private void keep(Path kept, String line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try {
      home.write(kept, channel -> LaminaHome.writeFully(channel, bytes));
    } catch (IOException e) {
      LOG.debug("the fingerprint cannot be kept and is computed again next time", e);
    }
  }
}
