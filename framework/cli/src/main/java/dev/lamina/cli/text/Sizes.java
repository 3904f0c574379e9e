package dev.lamina.cli.text;

import dev.lamina.api.problem.Quoted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts of disk space on the command line, in bytes: {@code 10GiB}, {@code 1.5g}, {@code 0}. */
public final class Sizes implements ITypeConverter<Long> {

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?([kmgt]?)(i?)b?");
  private static final List<String> UNITS = List.of("", "k", "m", "g", "t");

  /** {@code GB} is 10^9 bytes, {@code GiB} and {@code G} are 2^30. */
  @Override
  public Long convert(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    Matcher size = SIZE.matcher(lower);
    if (!size.matches()) {
      throw new TypeConversionException(Quoted.of(word) + " is no size such as 10GiB");
    }
    boolean isDecimal = size.group(3).isEmpty() && lower.endsWith("b");
    BigDecimal unit = BigDecimal.valueOf(isDecimal ? 1000 : 1024).pow(UNITS.indexOf(size.group(2)));
    return new BigDecimal(size.group(1)).multiply(unit).longValue();
  }
}
