package dev.lamina.plugins.mlflow.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * Text as the MLflow UI compresses it, {@code deflate;BASE64} of zlib: an experiment tag holds
 * 20,000 characters, in older versions 5,000, and sixty charts in plain text are more than that.
 */
final class PackedText {

  private static final String PREFIX = "deflate;";

  private PackedText() {}

  static String packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      deflater.end();
    }
    return PREFIX + Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /** The text; empty if it is damaged. */
  static String unpacked(String text) {
    if (!text.startsWith(PREFIX)) {
      return text;
    }
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (InflaterOutputStream out = new InflaterOutputStream(unpacked)) {
      out.write(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
    return unpacked.toString(StandardCharsets.UTF_8);
  }
}
