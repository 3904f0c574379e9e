package dev.lamina.engine.bind;

import dev.lamina.engine.bind.shape.ValueType;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers of a spec against what their keys allow. */
final class Numbers {

  private Numbers() {}

  /** An Integer or Long, if the value is one that is allowed. */
  static Optional<Number> whole(ValueType.WholeNumber type, @Nullable Object value) {
    if (!(value instanceof Long number) || number < type.min() || number > type.max()) {
      return Optional.empty();
    }
    return Optional.of(
        type.width() == ValueType.WholeNumber.Width.INT ? (Number) number.intValue() : number);
  }

  /** Whether the value is a finite number that is allowed. */
  static boolean isIn(ValueType.RealNumber type, Number number) {
    return Double.isFinite(number.doubleValue())
        && number.doubleValue() >= type.min()
        && number.doubleValue() <= type.max();
  }

  /** What is allowed, with the width's own bounds where the value is beyond them. */
  static String spelled(ValueType.WholeNumber type, @Nullable Object value) {
    boolean tooWide =
        value instanceof BigInteger
            || (value instanceof Long number
                && (number < type.width().min() || number > type.width().max()));
    return tooWide ? "a whole number from " + type.min() + " to " + type.max() : type.allowed();
  }
}
