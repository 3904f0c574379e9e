package dev.lamina.plugins.mlflow.rest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** What a server answered. */
record Reply(int status, Optional<String> location, Optional<String> retryAfter, byte[] body) {

  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

  boolean successful() {
    return status >= 200 && status < 300;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Whether the same request may succeed later. Two clients that bring the same new thing at once
   * violate a constraint of MLflow's database, and one of them is told so with status 400.
   */
  boolean mayPass() {
    if (status == 400) {
      String text = text();
      return text.contains("UNIQUE constraint") || text.contains("duplicate key");
    }
    return PASSING.contains(status) && !artifactsDisabled();
  }

  /** The server was started with {@code --no-serve-artifacts}. */
  boolean artifactsDisabled() {
    return status == 503 && text().contains("serve-artifacts");
  }

  /** How long the server asks to wait: seconds or a date. */
  Optional<Duration> pauseAsked(Instant now) {
    return retryAfter.flatMap(
        value -> {
          try {
            if (value.matches("\\d{1,9}")) {
              return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant then =
                ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
          } catch (DateTimeException e) {
            return Optional.empty(); // an unreadable wish is none
          }
        });
  }
}
