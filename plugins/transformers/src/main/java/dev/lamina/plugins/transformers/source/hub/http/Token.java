package dev.lamina.plugins.transformers.source.hub.http;

import java.util.Optional;

/** An access token of the hub. It goes into one header and is shown nowhere. */
public final class Token {

  private final String secret;
  private final String origin;

  private Token(String secret, String origin) {
    this.secret = secret;
    this.origin = origin;
  }

  /**
   * Reads a token.
   *
   * @param origin where it was found, for messages: {@code HF_TOKEN}, a file
   * @return empty if the text is blank
   * @throws HubException if the text cannot be a token
   */
  public static Optional<Token> of(String text, String origin) throws HubException {
    String secret = text.strip();
    if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw HubException.lasting(
          "the token of %s holds characters that cannot stand in a token: copy it again"
              .formatted(origin));
    }
    return Optional.of(new Token(secret, origin)).filter(token -> !secret.isEmpty());
  }

  /** The value of the Authorization header. */
  String authorization() {
    return "Bearer " + secret;
  }

  /** Where it was found. */
  String origin() {
    return origin;
  }

  /** The text without the token, which a server may have echoed. */
  String redact(String text) {
    return text.replace(secret, "***");
  }

  @Override
  public String toString() {
    return "the token of " + origin;
  }
}
