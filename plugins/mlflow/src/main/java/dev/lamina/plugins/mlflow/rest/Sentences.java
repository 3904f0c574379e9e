package dev.lamina.plugins.mlflow.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong between Lamina and a server, for the person who runs it. */
final class Sentences {

  private static final int MESSAGE_LENGTH = 300;

  private final ServerAddress address;
  private final Credentials credentials;

  Sentences(ServerAddress address, Credentials credentials) {
    this.address = address;
    this.credentials = credentials;
  }

  IOException unreachable(IOException cause) {
    return new IOException(
        "cannot reach the MLflow server %s (%s)".formatted(address, reason(cause)), cause);
  }

  private static boolean isCause(IOException failure, Class<? extends Exception> cause) {
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause::isInstance);
  }

  private static String reason(IOException cause) {
    if (isCause(cause, UnresolvedAddressException.class)) {
      return "its host name is not known";
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (cause instanceof ConnectException) {
      return "connection refused";
    }
    String message = Quoted.bare(Objects.requireNonNullElse(cause.getMessage(), "connection lost"));
    if (isCause(cause, CertificateException.class)) {
      return "its certificate is not trusted: %s; add it to Java's trust store, or accept any with insecure_tls: true, of lamina sync --insecure-tls"
          .formatted(message);
    }
    return (cause instanceof SSLException ? "no secure connection: " : "") + message;
  }

  IOException tookTooLong(long seconds) {
    return new IOException(
        "the MLflow server %s needed more than %d s in all".formatted(address, seconds));
  }

  /** Why an answer is not a success. */
  ApiException refused(String what, Reply reply, Optional<JsonNode> json) {
    String code = json.map(node -> node.path("error_code").asText()).orElse("");
    String message =
        credentials.redact(json.map(node -> node.path("message").asText()).orElse(reply.text()));
    return new ApiException(reply.status(), code, message, sentence(what, reply, code, message));
  }

  private String sentence(String what, Reply reply, String code, String message) {
    int status = reply.status();
    if (message.contains("Invalid Host header")) {
      return "the MLflow server %s refuses requests to this host name: start it with --allowed-hosts %s"
          .formatted(address, address.uri().getHost());
    }
    if (status == 401 || (status == 403 && code.isEmpty())) {
      return credentials.authorization().isPresent()
          ? "the MLflow server %s refused the credentials in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN (HTTP %d)"
              .formatted(address, status)
          : "the MLflow server %s asks for credentials (HTTP %d): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
              .formatted(address, status);
    }
    if (status >= 300 && status < 400) {
      return "%s sends requests on to %s: give that address as uri"
          .formatted(address, reply.location().map(Sentences::host).orElse("another address"));
    }
    if (code.isEmpty() && (status == 404 || status == 405)) {
      return notMlflow(status);
    }
    return "the MLflow server %s refused %s (HTTP %d)%s"
        .formatted(address, what, status, message.isBlank() ? "" : ": " + cut(message));
  }

  /** A success that is not JSON. */
  ApiException strange(int status) {
    return new ApiException(status, "", "", notMlflow(status));
  }

  /** A success in which something is missing that MLflow always sends. */
  ApiException incomplete(String pointer) {
    return new ApiException(200, "", "", notMlflow(200) + " (no " + pointer + " in its answer)");
  }

  private String notMlflow(int status) {
    return "%s answers, but not like an MLflow server (HTTP %d): is this its address?"
        .formatted(address, status);
  }

  /** Scheme and host only: the rest of a redirect may carry tokens. */
  private static String host(String location) {
    try {
      URI uri = new URI(location);
      return uri.getHost() == null
          ? Quoted.bare(location.replaceAll("[?#].*", ""))
          : Quoted.bare(
              uri.getScheme()
                  + "://"
                  + uri.getHost()
                  + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException e) {
      return "another address";
    }
  }

  private static String cut(String message) {
    String line = message.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "");
    return line.length() > MESSAGE_LENGTH ? line.substring(0, MESSAGE_LENGTH) + "..." : line;
  }
}
