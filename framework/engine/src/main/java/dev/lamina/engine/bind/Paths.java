package dev.lamina.engine.bind;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.spec.Literals;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a spec names: relative to the file that names them, or to the working folder. */
public final class Paths {

  private Paths() {}

  /**
   * The file that a text means where it stands; relative to the working folder if the user named
   * the spec so.
   *
   * @throws InvalidPathException if the text cannot be a path on this system
   */
  public static Path resolve(String text, Location location) {
    return folder(location).resolve(text);
  }

  /** The text with an absolute path, environment variables not expanded. */
  public static Node.Scalar absolute(Node.Scalar scalar) {
    String text = String.valueOf(scalar.value());
    if (Path.of(text).isAbsolute()) {
      return scalar;
    }
    String folder = folder(scalar.location()).toAbsolutePath().normalize().toString();
    String relative =
        scalar.written().startsWith("./") ? scalar.written().substring(2) : scalar.written();
    Node.Scalar before = Literals.text(folder + "/", scalar.location());
    return new Node.Scalar(
        folder + "/" + (text.startsWith("./") ? text.substring(2) : text),
        before.written() + relative,
        scalar.location());
  }

  private static Path folder(Location location) {
    Path here = Path.of("");
    if (location.line() == 0) {
      return here;
    }
    Path parent = Path.of(location.source()).getParent();
    return parent == null ? here : parent;
  }
}
