package dev.lamina.engine.parity;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The newest report on each model and computation: {@code RUNS/.cache/parity/KEY.json}, KEY being a
 * hash of weights, tokenizer and computation. A file appears whole under its name.
 */
public final class ParityStore {

  private static final int MOST_BYTES = 1 << 26;

  private final Path folder;
  private final Consumer<Problem> warnings;

  /**
   * The reports of a runs folder, which need not exist yet.
   *
   * @param warnings takes what is damaged
   */
  public ParityStore(Path runsFolder, Consumer<Problem> warnings) {
    this.folder = runsFolder.resolve(".cache").resolve("parity");
    this.warnings = warnings;
  }

  /**
   * Keeps a report in the place of an older one.
   *
   * @return its file
   * @throws RunFailedException if it cannot be written
   */
  public Path keep(ParityReport report) {
    Path file = file(report.subject());
    Path temporary = folder.resolve(".%s.%s.tmp".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      Files.createDirectories(folder);
      try {
        write(temporary, ReportJson.write(report).getBytes(StandardCharsets.UTF_8));
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return file;
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** The report on a model; one that is damaged is reported and passed over. */
  public Optional<ParityReport> find(ParityReport.Subject subject) {
    Path file = file(subject);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(MOST_BYTES + 1);
      if (json.length > MOST_BYTES) {
        throw new IOException("it is larger than 64 MiB");
      }
      return Optional.of(ReportJson.read(json))
          .filter(report -> key(report.subject()).equals(key(subject)));
    } catch (IOException e) {
      warnings.accept(
          new Problem(
              Problem.Severity.WARNING,
              Location.file(file.toString()),
              "the parity report cannot be used and is passed over: %s; 'lamina parity' writes it anew"
                  .formatted(Quoted.bare(Reason.of(e)))));
      return Optional.empty();
    }
  }

  private Path file(ParityReport.Subject subject) {
    return folder.resolve(key(subject) + ".json");
  }

  private static String key(ParityReport.Subject subject) {
    return new Sha256()
        .add(subject.fingerprint())
        .add(subject.tokenizerFingerprint())
        .add(subject.computation())
        .hex();
  }
}
