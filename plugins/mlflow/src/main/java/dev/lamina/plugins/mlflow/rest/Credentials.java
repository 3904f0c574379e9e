package dev.lamina.plugins.mlflow.rest;

import dev.lamina.api.service.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What MLflow's own clients read from {@code MLFLOW_TRACKING_USERNAME}, {@code
 * MLFLOW_TRACKING_PASSWORD} and {@code MLFLOW_TRACKING_TOKEN}, and from {@code
 * ~/.mlflow/credentials} if these are not set; user and password go before the token. Sent in the
 * {@code Authorization} header and shown nowhere.
 *
 * @see <a href="https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/">MLflow
 *     authentication</a>
 */
public final class Credentials {

  private final Optional<String> authorization;
  private final List<String> secrets;

  private Credentials(Optional<String> authorization, List<String> secrets) {
    this.authorization = authorization;
    this.secrets = secrets;
  }

  /**
   * Reads the variables, then the file.
   *
   * @throws IllegalArgumentException with one sentence if the token cannot be sent, or the file not
   *     be read
   */
  public static Credentials from(Environment environment) {
    Optional<String> user = environment.get("MLFLOW_TRACKING_USERNAME");
    Optional<String> password = environment.get("MLFLOW_TRACKING_PASSWORD");
    if (user.isPresent() && password.isPresent()) {
      return basic(user.get(), password.get());
    }
    String token = environment.get("MLFLOW_TRACKING_TOKEN").orElse("").strip();
    if (token.isEmpty()) {
      return stored(environment, user, password);
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "MLFLOW_TRACKING_TOKEN holds characters that cannot stand in a token");
    }
    return new Credentials(Optional.of("Bearer " + token), List.of(token));
  }

  private static Credentials basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(pair);
    return new Credentials(Optional.of("Basic " + encoded), List.of(encoded, password));
  }

  /** Those of the file; one of both may stand in a variable. */
  private static Credentials stored(
      Environment environment, Optional<String> user, Optional<String> password) {
    Map<String, String> keys = file(environment);
    Optional<String> name =
        user.or(() -> Optional.ofNullable(keys.get("mlflow_tracking_username")));
    Optional<String> word =
        password.or(() -> Optional.ofNullable(keys.get("mlflow_tracking_password")));
    return name.isPresent() && word.isPresent()
        ? basic(name.get(), word.get())
        : new Credentials(Optional.empty(), List.of());
  }

  /** The keys of the section {@code [mlflow]}, as Python's configparser reads them. */
  private static Map<String, String> file(Environment environment) {
    Map<String, String> keys = new HashMap<>();
    Optional<Path> file =
        environment.get("HOME").map(home -> Path.of(home, ".mlflow", "credentials"));
    if (file.filter(Files::isRegularFile).isEmpty()) {
      return keys;
    }
    try {
      String section = "";
      for (String line : Files.readAllLines(file.get())) {
        String stripped = line.strip();
        int sign = stripped.indexOf('=');
        if (stripped.startsWith("[")) {
          section = stripped;
        } else if (section.equals("[mlflow]") && sign > 0 && !stripped.startsWith("#")) {
          String key = stripped.substring(0, sign).strip().toLowerCase(Locale.ROOT);
          keys.put(key, stripped.substring(sign + 1).strip());
        }
      }
      return keys;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read %s: make it readable, or set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
              .formatted(file.get()),
          e);
    }
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
