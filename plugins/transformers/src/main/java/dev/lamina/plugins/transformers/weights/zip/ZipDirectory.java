package dev.lamina.plugins.transformers.weights.zip;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
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
public final class ZipDirectory {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int MOST_BYTES = 1 << 26;

  private final FileBytes file;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  /** Whether a file begins as a zip does. */
  public static boolean startsIn(FileBytes file) throws IOException, InvalidWeightsException {
    return file.size() >= Integer.BYTES
        && file.read(0, Integer.BYTES, "its first bytes").getInt() == LOCAL_HEADER;
  }

  /**
   * Reads the directory at the end of a zip file.
   *
   * @throws InvalidWeightsException if it is damaged, or an entry is compressed, encrypted, listed
   *     twice, named so that it would lie elsewhere, or shares bytes with another one
   */
  public static ZipDirectory read(FileBytes file) throws IOException, InvalidWeightsException {
    ZipEnd end = ZipEnd.find(file);
    if (end.directoryLength() > MOST_BYTES) {
      throw new InvalidWeightsException(
          "its zip directory takes more than " + MOST_BYTES + " bytes, too many for weights");
    }
    ZipDirectory directory = new ZipDirectory(file);
    ByteBuffer bytes =
        file.read(end.directoryOffset(), (int) end.directoryLength(), "its zip directory");
    while (bytes.hasRemaining()) {
      directory.add(ZipEntry.read(bytes));
    }
    if (directory.entries.size() != end.entries()) {
      throw new InvalidWeightsException(
          "its zip directory lists %d entries instead of %s"
              .formatted(directory.entries.size(), Long.toUnsignedString(end.entries())));
    }
    directory.refuseOverlaps(end.directoryOffset());
    return directory;
  }

  /** The names of all entries. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * Where an entry's bytes lie.
   *
   * @throws InvalidWeightsException if there is none of that name
   */
  public Region region(String name) throws IOException, InvalidWeightsException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidWeightsException("the zip has no entry " + Quoted.of(name));
    }
    ByteBuffer header = file.read(entry.header(), LOCAL_HEADER_BYTES, entry.shown());
    int nameLength = header.getShort(26) & 0xffff;
    int extraLength = header.getShort(28) & 0xffff;
    byte[] localName =
        file.read(entry.header() + LOCAL_HEADER_BYTES, nameLength, entry.shown()).array();
    long begin = entry.header() + LOCAL_HEADER_BYTES + nameLength + extraLength;
    if (header.getInt(0) != LOCAL_HEADER
        || header.getShort(8) != 0
        || !Arrays.equals(localName, name.getBytes(StandardCharsets.UTF_8))) {
      throw new InvalidWeightsException(
          entry.shown() + " is another one at its place than in the zip's directory");
    }
    if (entry.size() > file.size() - begin) {
      throw FileBytes.cutShort(entry.shown());
    }
    return new Region(begin, entry.size());
  }

  private void add(ZipEntry entry) throws InvalidWeightsException {
    if (List.of(entry.name().split("/", -1)).contains("..")
        || entry.name().startsWith("/")
        || entry.name().contains("\\")) {
      throw new InvalidWeightsException(entry.shown() + " has a name that leads elsewhere");
    }
    if (entries.put(entry.name(), entry) != null) {
      throw new InvalidWeightsException("the zip lists " + Quoted.of(entry.name()) + " twice");
    }
  }

  /** Entries that share bytes are how a small file claims to hold much. */
  private void refuseOverlaps(long directoryOffset) throws InvalidWeightsException {
    List<ZipEntry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingLong(ZipEntry::header));
    for (int i = 0; i < ordered.size(); i++) {
      ZipEntry entry = ordered.get(i);
      long next = i + 1 < ordered.size() ? ordered.get(i + 1).header() : directoryOffset;
      long room = next - entry.header() - LOCAL_HEADER_BYTES - entry.name().length();
      if (entry.header() < 0 || entry.size() < 0 || entry.size() > room) {
        throw new InvalidWeightsException(
            entry.shown()
                + " has "
                + Long.toUnsignedString(entry.size())
                + " bytes, which do not fit between it and what follows");
      }
    }
  }
}
