package dev.lamina.cli.text;

import dev.lamina.api.problem.Quoted;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Spans of time on the command line: {@code 30d}, {@code 12h}. */
public final class Ages implements ITypeConverter<Duration> {

  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([dhms])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "d", Duration.ofDays(1),
          "h", Duration.ofHours(1),
          "m", Duration.ofMinutes(1),
          "s", Duration.ofSeconds(1));

  @Override
  public Duration convert(String word) {
    Matcher age = AGE.matcher(word);
    if (!age.matches()) {
      throw new TypeConversionException(Quoted.of(word) + " is no age such as 30d or 12h");
    }
    return UNITS
        .getOrDefault(age.group(2), Duration.ZERO)
        .multipliedBy(Long.parseLong(age.group(1)));
  }
}
