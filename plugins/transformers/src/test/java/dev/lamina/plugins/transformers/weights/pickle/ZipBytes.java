package dev.lamina.plugins.transformers.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip file put together field by field, as PKWARE's APPNOTE.TXT defines them, so that each can be
 * wrong.
 */
final class ZipBytes {

  private final List<Entry> entries = new ArrayList<>();

  /**
   * An entry.
   *
   * @param size what the directory says
   */
  record Entry(String name, byte[] content, int method, int flags, long size) {

    Entry(String name, byte[] content) {
      this(name, content, 0, 0, content.length);
    }

    /** The header before the content. */
    byte[] local() {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      int shown = (int) Math.min(size, 0xffffffffL);
      ByteBuffer header = ByteBuffer.allocate(30 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(0x04034b50).putShort((short) 20).putShort((short) flags);
      header.putShort((short) method).putInt(0).putInt(0).putInt(shown).putInt(shown);
      header.putShort((short) bytes.length).putShort((short) 0).put(bytes);
      return header.array();
    }

    /** The header in the directory; with zip64 numbers if one of them is large. */
    byte[] central(long offset) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      boolean wide = Math.max(size, offset) >= 0xffffffffL;
      ByteBuffer header =
          ByteBuffer.allocate(46 + bytes.length + (wide ? 28 : 0)).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(0x02014b50).putInt(20 << 16 | 20).putShort((short) flags);
      header.putShort((short) method).putInt(0).putInt(0);
      header.putInt(wide ? -1 : (int) size).putInt(wide ? -1 : (int) size);
      header.putShort((short) bytes.length).putShort((short) (wide ? 28 : 0));
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      header.putInt(wide ? -1 : (int) offset).put(bytes);
      if (wide) {
        header.putShort((short) 1).putShort((short) 24);
        header.putLong(size).putLong(size).putLong(offset);
      }
      return header.array();
    }
  }

  ZipBytes with(String name, byte[] content) {
    return with(new Entry(name, content));
  }

  ZipBytes with(Entry entry) {
    entries.add(entry);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      directory.writeBytes(entry.central(zip.size()));
      zip.writeBytes(entry.local());
      zip.writeBytes(entry.content());
    }
    int offset = zip.size();
    zip.writeBytes(directory.toByteArray());
    zip.writeBytes(end(entries.size(), directory.size(), offset));
    return zip.toByteArray();
  }

  private static byte[] end(int entries, int length, int offset) {
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
    end.putInt(length).putInt(offset).putShort((short) 0);
    return end.array();
  }

  /** The records at the end of a zip64 file. */
  static byte[] zip64End(long entries, long length, long offset) {
    ByteBuffer end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06064b50).putLong(44).putInt(45 << 16 | 45).putInt(0).putInt(0);
    end.putLong(entries).putLong(entries).putLong(length).putLong(offset);
    end.putInt(0x07064b50).putInt(0).putLong(offset + length).putInt(1);
    end.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    return end.array();
  }
}
