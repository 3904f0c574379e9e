package dev.lamina.engine.bind;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.NearNames;
import dev.lamina.engine.bind.ValueReader.Read;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.spec.Literals;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single values of a spec. */
record ScalarReader(Failures failures, String subject) {

  Optional<Read> read(ValueType type, Node.Scalar scalar) {
    Object value = number(type, scalar);
    if (type instanceof ValueType.Text) {
      return text(scalar);
    }
    if (type instanceof ValueType.WholeNumber whole) {
      return Numbers.whole(whole, value)
          .map(number -> Optional.of(new Read(number, scalar)))
          .orElseGet(
              () ->
                  failures.wrong(
                      Numbers.spelled(whole, value), scalar, subject, hint(type, scalar)));
    }
    if (type instanceof ValueType.RealNumber real
        && value instanceof Number number
        && Numbers.isIn(real, number)) {
      return Optional.of(new Read(number.doubleValue(), scalar));
    }
    if (type instanceof ValueType.Truth && value instanceof Boolean) {
      return Optional.of(new Read(value, scalar));
    }
    if (type instanceof ValueType.Choice choice) {
      return choice(choice, scalar);
    }
    if (type instanceof ValueType.FilePath && value instanceof String text && !text.isBlank()) {
      return path(text, scalar);
    }
    return wrong(type, scalar, hint(type, scalar));
  }

  /** The value; of a number's key the number that an environment variable holds. */
  private static @Nullable Object number(ValueType type, Node.Scalar scalar) {
    boolean isNumber =
        type instanceof ValueType.WholeNumber || type instanceof ValueType.RealNumber;
    return isNumber && isVariable(scalar) && scalar.value() instanceof String text
        ? Literals.scalar(text)
        : scalar.value();
  }

  /** Whether the value is what an environment variable holds, in either of its meanings. */
  private static boolean isVariable(Node.Scalar scalar) {
    return scalar.written().startsWith("${env:") && scalar.written().endsWith("}");
  }

  private Optional<Read> text(Node.Scalar scalar) {
    Object value = scalar.value();
    if (value instanceof String) {
      return Optional.of(new Read(value, scalar));
    }
    if (isVariable(scalar) && value != null) {
      return Optional.of(new Read(String.valueOf(value), scalar));
    }
    String hint = value == null ? "" : "; put it in quotes";
    return wrong(new ValueType.Text(), scalar, hint);
  }

  private Optional<Read> choice(ValueType.Choice type, Node.Scalar scalar) {
    Optional<ValueType.Choice.Option> chosen =
        type.options().stream().filter(option -> option.name().equals(scalar.value())).findFirst();
    if (chosen.isPresent()) {
      return Optional.of(new Read(chosen.get().constant(), scalar));
    }
    String near = scalar.value() instanceof String text ? NearNames.hint(text, type.names()) : "";
    return wrong(type, scalar, near);
  }

  private Optional<Read> path(String text, Node.Scalar scalar) {
    try {
      return Optional.of(new Read(Paths.resolve(text, scalar.location()), Paths.absolute(scalar)));
    } catch (InvalidPathException e) {
      return wrong(new ValueType.FilePath(), scalar, "");
    }
  }

  /** The way out of the commonest mistakes. */
  private static String hint(ValueType type, Node.Scalar scalar) {
    if (scalar.value() instanceof String text && !(type instanceof ValueType.FilePath)) {
      boolean meant =
          type instanceof ValueType.Truth
              ? text.equals("true") || text.equals("false")
              : text.matches("[-+]?[0-9]+([.][0-9]+)?");
      return meant ? "; write it without quotes" : "";
    }
    if (type instanceof ValueType.WholeNumber
        && scalar.value() instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 1e15) {
      return "; write " + Wording.number(number);
    }
    return "";
  }

  private Optional<Read> wrong(ValueType type, Node.Scalar scalar, String hint) {
    return failures.wrong(type.allowed(), scalar, subject, hint);
  }
}
