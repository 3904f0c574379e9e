package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.pickle.Checkpoint.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entries of a zip file whose bytes stand in it as they are, so that they can be read in place.
 * Java's own reader does not tell where they are.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
final class ZipDirectory {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int MOST_BYTES = 1 << 26;
  private static final int ENCRYPTED = 1;
  private static final int ZIP64_EXTRA = 1;
  private static final int IN_ZIP64_EXTRA = 0xffffffff;

  private final FileBytes file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * An entry.
   *
   * @param header where its local header begins
   */
  private record Entry(String name, long header, long size) {}

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  /** Whether a file begins as a zip does. */
  static boolean startsIn(FileBytes file) throws IOException, InvalidWeightsException {
    return file.size() >= Integer.BYTES
        && file.read(0, Integer.BYTES, "its first bytes").getInt() == LOCAL_HEADER;
  }

  /**
   * Reads the directory at the end of a zip file.
   *
   * @throws InvalidWeightsException if it is damaged, or an entry is compressed, encrypted, listed
   *     twice, named so that it would lie elsewhere, or shares bytes with another one
   */
  static ZipDirectory read(FileBytes file) throws IOException, InvalidWeightsException {
    ZipEnd end = ZipEnd.find(file);
    if (end.directoryLength() > MOST_BYTES) {
      throw new InvalidWeightsException(
          "its zip directory takes more than " + MOST_BYTES + " bytes, too many for weights");
    }
    ZipDirectory directory = new ZipDirectory(file);
    ByteBuffer bytes =
        file.read(end.directoryOffset(), (int) end.directoryLength(), "its zip directory");
    while (bytes.hasRemaining()) {
      directory.add(entry(bytes));
    }
    if (directory.entries.size() != end.entries()) {
      throw new InvalidWeightsException(
          "its zip directory lists %d entries instead of %s"
              .formatted(directory.entries.size(), Long.toUnsignedString(end.entries())));
    }
    directory.refuseOverlaps(end.directoryOffset());
    return directory;
  }

  Set<String> names() {
    return entries.keySet();
  }

  /**
   * Where an entry's bytes lie.
   *
   * @throws InvalidWeightsException if there is none of that name
   */
  Region region(String name) throws IOException, InvalidWeightsException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidWeightsException("the zip has no entry " + Quoted.of(name));
    }
    ByteBuffer header = file.read(entry.header(), LOCAL_HEADER_BYTES, shown(name));
    int nameLength = header.getShort(26) & 0xffff;
    int extraLength = header.getShort(28) & 0xffff;
    byte[] localName =
        file.read(entry.header() + LOCAL_HEADER_BYTES, nameLength, shown(name)).array();
    long begin = entry.header() + LOCAL_HEADER_BYTES + nameLength + extraLength;
    if (header.getInt(0) != LOCAL_HEADER
        || header.getShort(8) != 0
        || !Arrays.equals(localName, name.getBytes(StandardCharsets.UTF_8))) {
      throw new InvalidWeightsException(
          shown(name) + " is another one at its place than in the zip's directory");
    }
    if (entry.size() > file.size() - begin) {
      throw FileBytes.cutShort(shown(name));
    }
    return new Region(begin, entry.size());
  }

  private void add(Entry entry) throws InvalidWeightsException {
    if (List.of(entry.name().split("/", -1)).contains("..")
        || entry.name().startsWith("/")
        || entry.name().contains("\\")) {
      throw new InvalidWeightsException(shown(entry.name()) + " has a name that leads elsewhere");
    }
    if (entries.put(entry.name(), entry) != null) {
      throw new InvalidWeightsException("the zip lists " + Quoted.of(entry.name()) + " twice");
    }
  }

  private static Entry entry(ByteBuffer bytes) throws InvalidWeightsException {
    if (bytes.remaining() < CENTRAL_HEADER_BYTES
        || bytes.getInt(bytes.position()) != CENTRAL_HEADER) {
      throw damaged();
    }
    int at = bytes.position();
    int flags = bytes.getShort(at + 8);
    int method = bytes.getShort(at + 10) & 0xffff;
    int nameLength = bytes.getShort(at + 28) & 0xffff;
    int extraLength = bytes.getShort(at + 30) & 0xffff;
    int commentLength = bytes.getShort(at + 32) & 0xffff;
    if (bytes.remaining() - CENTRAL_HEADER_BYTES < nameLength + extraLength + commentLength) {
      throw damaged();
    }
    int extraAt = at + CENTRAL_HEADER_BYTES + nameLength;
    String name =
        StandardCharsets.UTF_8
            .decode(bytes.slice(at + CENTRAL_HEADER_BYTES, nameLength))
            .toString();
    // each of these three is in the extra field, in this order, where it does not fit here
    ByteBuffer wide = zip64(bytes.slice(extraAt, extraLength).order(bytes.order()));
    long size = number(bytes.getInt(at + 24), wide);
    long compressed = number(bytes.getInt(at + 20), wide);
    long header = number(bytes.getInt(at + 42), wide);
    if (method != 0 || compressed != size) {
      throw new InvalidWeightsException(
          shown(name) + " is compressed; torch.save writes entries as they are");
    }
    if ((flags & ENCRYPTED) != 0) {
      throw new InvalidWeightsException(shown(name) + " is encrypted");
    }
    bytes.position(extraAt + extraLength + commentLength);
    return new Entry(name, header, size);
  }

  private static long number(int inHeader, ByteBuffer wide) throws InvalidWeightsException {
    if (inHeader != IN_ZIP64_EXTRA) {
      return Integer.toUnsignedLong(inHeader);
    }
    if (wide.remaining() < Long.BYTES) {
      throw damaged();
    }
    return wide.getLong();
  }

  private static ByteBuffer zip64(ByteBuffer extra) throws InvalidWeightsException {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int length = extra.getShort() & 0xffff;
      if (length > extra.remaining()) {
        throw damaged();
      }
      if (id == ZIP64_EXTRA) {
        return extra.slice(extra.position(), length).order(extra.order());
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** Entries that share bytes are how a small file claims to hold much. */
  private void refuseOverlaps(long directoryOffset) throws InvalidWeightsException {
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingLong(Entry::header));
    for (int i = 0; i < ordered.size(); i++) {
      Entry entry = ordered.get(i);
      long next = i + 1 < ordered.size() ? ordered.get(i + 1).header() : directoryOffset;
      long room = next - entry.header() - LOCAL_HEADER_BYTES - entry.name().length();
      if (entry.header() < 0 || entry.size() < 0 || entry.size() > room) {
        throw new InvalidWeightsException(
            shown(entry.name())
                + " has "
                + Long.toUnsignedString(entry.size())
                + " bytes, which do not fit between it and what follows");
      }
    }
  }

  private static String shown(String name) {
    return "zip entry " + Quoted.of(name);
  }

  private static InvalidWeightsException damaged() {
    return new InvalidWeightsException("its zip directory is damaged");
  }
}
