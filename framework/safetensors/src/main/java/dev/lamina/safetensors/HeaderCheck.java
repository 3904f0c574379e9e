package dev.lamina.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Checks that the tensors of a header fill the file's data area exactly, one after the other. */
final class HeaderCheck {

  private HeaderCheck() {}

  /**
   * The header with its tensors in the order of their bytes.
   *
   * @param dataLength bytes of the data area, which is what follows the header
   */
  static Header check(Path file, Header header, long dataLength)
      throws InvalidSafetensorsException {
    List<TensorEntry> ordered = new ArrayList<>(header.tensors());
    ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long covered = 0;
    String before = "the header";
    for (TensorEntry tensor : ordered) {
      String name = "tensor " + Shown.quoted(tensor.name());
      checkSize(file, tensor, name);
      if (tensor.begin() < covered) {
        throw new InvalidSafetensorsException(file, name + " overlaps " + before);
      }
      if (tensor.begin() > covered) {
        throw new InvalidSafetensorsException(
            file,
            (tensor.begin() - covered)
                + " bytes between "
                + before
                + " and "
                + name
                + " belong to no tensor");
      }
      covered = tensor.end();
      before = name;
    }
    checkLength(file, covered, dataLength);
    return new Header(ordered, header.metadata());
  }

  private static void checkSize(Path file, TensorEntry tensor, String name)
      throws InvalidSafetensorsException {
    OptionalLong size = Dtype.size(tensor.dtype(), tensor.shape());
    if (size.isEmpty()) {
      throw new InvalidSafetensorsException(
          file, name + " has a shape that is too large or does not end at a whole byte");
    }
    if (tensor.end() < tensor.begin() || tensor.size() != size.getAsLong()) {
      throw new InvalidSafetensorsException(
          file,
          name
              + " has "
              + size.getAsLong()
              + " bytes by its shape and dtype, but its data_offsets are "
              + tensor.begin()
              + " and "
              + tensor.end());
    }
  }

  private static void checkLength(Path file, long covered, long dataLength)
      throws InvalidSafetensorsException {
    if (covered > dataLength) {
      throw new InvalidSafetensorsException(
          file,
          "the file is "
              + (covered - dataLength)
              + " bytes shorter than its header says; it was cut short, so fetch or write it again");
    }
    if (covered < dataLength) {
      throw new InvalidSafetensorsException(
          file, "the file has " + (dataLength - covered) + " bytes after its last tensor");
    }
  }
}
