package dev.lamina.plugins.transformers.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Properties;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a source file into the archive that PyTorch loads: a zip without compression that holds the
 * module's source and, pickled, one object of its class without weights.
 */
public final class KernelArchive {

  /** The earliest time that a zip can say: the archive depends on its content alone. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** The sources, by the name of their class. */
  static final String KERNELS = "Kernels";

  static final String PACKED = "Packed";

  /** {@code PROTO 2}, {@code EMPTY_TUPLE}, {@code STOP}. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  /**
   * {@code PROTO 2}, {@code GLOBAL __torch__ CLASS}, an object of it by {@code EMPTY_TUPLE NEWOBJ},
   * its state {@code {"training": False}} by {@code EMPTY_DICT BINUNICODE NEWFALSE SETITEM BUILD},
   * {@code STOP}.
   */
  private static final String MODULE =
      "\u0080\u0002c__torch__\n%s\n)\u0081}X\u0008\0\0\0training\u0089sb.";

  /** Older versions make PyTorch rewrite operators and lose {@code approximate} of GELU. */
  private static final String VERSION = "10\n";

  /** In the jar of the native libraries. */
  private static final String LIBRARY = "/native/lib/pytorch.properties";

  private KernelArchive() {}

  /** Identifies the kernels' source and the PyTorch that runs them: what numbers depend on. */
  public static String fingerprint() {
    CRC32 crc = new CRC32();
    crc.update(source(KERNELS));
    crc.update(source(PACKED));
    return "kernels %08x, PyTorch %s".formatted(crc.getValue(), libraryVersion());
  }

  private static byte[] source(String ofClass) {
    String file = ofClass.toLowerCase(Locale.ROOT) + ".py";
    try (InputStream source = KernelArchive.class.getResourceAsStream(file)) {
      if (source == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return source.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the packaged PyTorch knows the processor alone, no GPU. */
  public static boolean isForProcessor() {
    return library().getProperty("flavor", "").startsWith("cpu");
  }

  private static String libraryVersion() {
    return library().getProperty("version", "not packaged");
  }

  private static Properties library() {
    Properties properties = new Properties();
    try (InputStream in = KernelArchive.class.getResourceAsStream(LIBRARY)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  static byte[] pack(String ofClass) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", MODULE.formatted(ofClass).getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "code/__torch__.py", source(ofClass));
      add(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      add(zip, "version", VERSION.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("kernels/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
