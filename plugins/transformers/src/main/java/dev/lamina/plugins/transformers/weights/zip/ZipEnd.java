package dev.lamina.plugins.transformers.weights.zip;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The record at the end of a zip file that says where its directory is.
 *
 * @param directoryOffset the directory's first byte in the file
 */
record ZipEnd(long entries, long directoryLength, long directoryOffset) {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int ZIP64_LOCATOR_BYTES = 20;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_END_BYTES = 56;

  static ZipEnd find(FileBytes file) throws IOException, InvalidWeightsException {
    int length = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
    long begin = file.size() - length;
    ByteBuffer tail = file.read(begin, length, "its end");
    for (int at = length - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == length - at - END_BYTES) {
        return checked(file, read(file, tail, at, begin + at), begin + at);
      }
    }
    throw new InvalidWeightsException(
        "the file has no zip directory at its end; it was cut short, so fetch or write it again");
  }

  private static ZipEnd read(FileBytes file, ByteBuffer tail, int at, long position)
      throws IOException, InvalidWeightsException {
    long locator = position - ZIP64_LOCATOR_BYTES;
    if (locator >= 0) {
      ByteBuffer zip64 = file.read(locator, ZIP64_LOCATOR_BYTES, "its end");
      if (zip64.getInt(0) == ZIP64_LOCATOR) {
        ByteBuffer end = file.read(zip64.getLong(8), ZIP64_END_BYTES, "its zip64 end");
        if (end.getInt(0) != ZIP64_END) {
          throw new InvalidWeightsException("its zip64 end is not where the file says");
        }
        return new ZipEnd(end.getLong(32), end.getLong(40), end.getLong(48));
      }
    }
    return new ZipEnd(
        tail.getShort(at + 10) & 0xffff,
        Integer.toUnsignedLong(tail.getInt(at + 12)),
        Integer.toUnsignedLong(tail.getInt(at + 16)));
  }

  private static ZipEnd checked(FileBytes file, ZipEnd end, long position)
      throws InvalidWeightsException {
    boolean possible =
        end.directoryLength >= 0
            && end.directoryOffset >= 0
            && end.directoryLength <= position
            && end.directoryOffset <= position - end.directoryLength;
    if (!possible) {
      throw new InvalidWeightsException(
          "its zip directory should be %s bytes at byte %s, but the file has %d"
              .formatted(
                  Long.toUnsignedString(end.directoryLength),
                  Long.toUnsignedString(end.directoryOffset),
                  file.size()));
    }
    return end;
  }
}
