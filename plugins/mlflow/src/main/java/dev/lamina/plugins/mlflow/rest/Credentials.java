package dev.lamina.plugins.mlflow.rest;

import dev.lamina.api.service.Environment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What MLflow's own clients read from {@code MLFLOW_TRACKING_USERNAME}, {@code
 * MLFLOW_TRACKING_PASSWORD} and {@code MLFLOW_TRACKING_TOKEN}; user and password go before the
 * token. Sent in the {@code Authorization} header and shown nowhere.
 */
public final class Credentials {

  private final Optional<String> authorization;
  private final List<String> secrets;

  private Credentials(Optional<String> authorization, List<String> secrets) {
    this.authorization = authorization;
    this.secrets = secrets;
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException with one sentence if the token cannot be sent
   */
  public static Credentials from(Environment environment) {
    Optional<String> user = environment.get("MLFLOW_TRACKING_USERNAME");
    Optional<String> password = environment.get("MLFLOW_TRACKING_PASSWORD");
    if (user.isPresent() && password.isPresent()) {
      byte[] pair = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(pair);
      return new Credentials(Optional.of("Basic " + encoded), List.of(encoded, password.get()));
    }
    String token = environment.get("MLFLOW_TRACKING_TOKEN").orElse("").strip();
    if (token.isEmpty()) {
      return new Credentials(Optional.empty(), List.of());
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "MLFLOW_TRACKING_TOKEN holds characters that cannot stand in a token");
    }
    return new Credentials(Optional.of("Bearer " + token), List.of(token));
  }

  /** The header's value. */
  Optional<String> authorization() {
    return authorization;
  }

  /** The text without the secrets that a server may have echoed. */
  String redact(String text) {
    String redacted = text;
    for (String secret : secrets) {
      if (!secret.isBlank()) {
        redacted = redacted.replace(secret, "***");
      }
    }
    return redacted;
  }
}
