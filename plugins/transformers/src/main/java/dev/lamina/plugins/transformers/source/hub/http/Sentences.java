package dev.lamina.plugins.transformers.source.hub.http;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.http.HubException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong between Lamina and a hub, and what the user can do. */
final class Sentences {

  private final Endpoint hub;
  private final Optional<Token> token;
  private final Patience patience;
  private final Proxies proxies;

  Sentences(Endpoint hub, Optional<Token> token, Patience patience, Proxies proxies) {
    this.hub = hub;
    this.token = token;
    this.patience = patience;
    this.proxies = proxies;
  }

  /** Why no answer comes at all. */
  HubException unreachable(URI uri, IOException cause) {
    String host = host(uri);
    String way = way(uri);
    String advice = "; check the network and the environment variables HF_ENDPOINT and HTTPS_PROXY";
    if (isUnknownHost(cause)) {
      return HubException.lasting(
          "%s cannot be reached%s: its host name is not known%s".formatted(host, way, advice));
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return HubException.lasting(
          "%s cannot be reached%s: no connection in %s%s"
              .formatted(host, way, shown(shorter(patience.connect(), patience.answer())), advice));
    }
    if (cause instanceof ConnectException) {
      return HubException.lasting(
          "%s cannot be reached%s: the connection is refused%s".formatted(host, way, advice));
    }
    if (cause instanceof HttpTimeoutException) {
      return HubException.passing(
          "%s does not answer in %s: try again later".formatted(host, shown(patience.answer())));
    }
    String message = message(cause);
    if (cause instanceof SSLException) {
      return HubException.lasting(
          "there is no secure connection to %s (%s): if a proxy or your organisation signs with a certificate of its own, give Java a trust store that has it (JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE)"
              .formatted(host, message));
    }
    if (message.contains("Tunnel failed")) {
      return HubException.lasting(
          "%s cannot be reached%s (%s): check the environment variables HTTPS_PROXY and NO_PROXY"
              .formatted(host, way, message));
    }
    return broken(uri, cause);
  }

  private String way(URI uri) {
    return proxies.shown(uri).map(proxy -> " through the proxy " + proxy).orElse("");
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Why a body does not come to its end. */
  HubException broken(URI sender, IOException cause) {
    return HubException.passing(
        cause instanceof HttpTimeoutException
            ? "%s sends nothing for %s: try again later, what has come is kept"
                .formatted(host(sender), shown(patience.idle()))
            : "the connection to %s%s broke (%s): try again, what has come is kept"
                .formatted(host(sender), way(sender), message(cause)));
  }

  /** Why an answer is not a success. */
  HubException refused(Resource resource, Answer answer) {
    int status = answer.status();
    Optional<Duration> wait = RetryAfter.of(answer.header("Retry-After"));
    if (status == 429) {
      return HubException.passing(tooMany(answer.sender(), wait), wait);
    }
    if (status == 407) {
      return HubException.lasting(
          "the proxy %s asks for a user and password (HTTP 407), which Lamina does not send: name one that needs none in HTTPS_PROXY, or fetch the model with Python (hf download %s)"
              .formatted(proxies.shown(answer.sender()).orElse(""), resource.repository()));
    }
    if (status >= 500 || status == 408) {
      return HubException.passing(
          "%s has trouble (HTTP %d): try again later".formatted(host(answer.sender()), status),
          wait);
    }
    if (!hub.owns(answer.sender())) {
      return HubException.passing(
          "%s sends to %s for %s, which refuses it (HTTP %d): try again later"
              .formatted(hub, host(answer.sender()), resource, status));
    }
    String code = answer.header("X-Error-Code").orElse("");
    String message = answer.header("X-Error-Message").map(this::redacted).orElse("");
    return switch (status) {
      case 401, 403 -> forbidden(resource, status, code, message);
      case 404 -> missing(resource, code);
      default ->
          HubException.lasting(
              "%s refuses to give %s (HTTP %d%s): check the model's name and HF_ENDPOINT"
                  .formatted(hub, resource, status, message.isEmpty() ? "" : ", " + message));
    };
  }

  private String tooMany(URI sender, Optional<Duration> wait) {
    return "%s takes no more requests for now (HTTP 429): try again %s%s"
        .formatted(
            host(sender),
            wait.map(time -> "in " + time.toSeconds() + " s").orElse("in a few minutes"),
            token.isPresent() ? "" : ", or set HF_TOKEN: with a token more are allowed");
  }

  private HubException forbidden(Resource resource, int status, String code, String message) {
    String tokens = hub + "/settings/tokens";
    String model = Quoted.of(resource.repository());
    Optional<String> origin = token.map(Token::origin);
    if (code.equals("GatedRepo")) {
      String page = hub + "/" + resource.repository();
      return HubException.lasting(
          origin
              .map(
                  from ->
                      "model %s is gated (HTTP %d): ask for access at %s with the account of the token of %s"
                          .formatted(model, status, page, from))
              .orElse(
                  "model %s is gated (HTTP %d): ask for access at %s, then set HF_TOKEN to a token of your account from %s"
                      .formatted(model, status, page, tokens)));
    }
    if (origin.isEmpty()) {
      return HubException.lasting(
          "%s gives model %s to nobody without a token (HTTP %d): there is no such model, or it is private or gated; check the name, or set HF_TOKEN to a token from %s"
              .formatted(hub, model, status, tokens));
    }
    if (status == 403) {
      return HubException.lasting(
          "%s forbids to read model %s with the token of %s (HTTP 403%s): give the token that permission at %s"
              .formatted(
                  hub, model, origin.get(), message.isEmpty() ? "" : ", " + message, tokens));
    }
    return HubException.lasting(
        message.contains("Invalid credentials")
            ? "%s does not know the token of %s (HTTP 401): make a new one at %s, or remove it if the model is public"
                .formatted(hub, origin.get(), tokens)
            : "%s does not give model %s to the token of %s (HTTP 401): there is no such model, or the token is not valid or not allowed to see it; check the name, or make a new token at %s"
                .formatted(hub, model, origin.get(), tokens));
  }

  private HubException missing(Resource resource, String code) {
    String model = Quoted.of(resource.repository());
    String revision = Quoted.of(resource.revision());
    if (code.equals("RevisionNotFound")) {
      return HubException.of(
          Kind.NO_SUCH_REVISION,
          "model %s has no revision %s (HTTP 404): choose a branch, tag or commit of those at %s/%s/tree/main"
              .formatted(model, revision, hub, resource.repository()));
    }
    return HubException.lasting(
        resource
            .file()
            .filter(name -> !code.equals("RepoNotFound"))
            .map(
                name ->
                    "model %s has no file %s at revision %s (HTTP 404), although the hub lists it: try again later"
                        .formatted(model, Quoted.of(name), revision))
            .orElse(
                "%s has no model %s (HTTP 404): check the name, models are found at %s/models"
                    .formatted(hub, model, hub)));
  }

  HubException badRedirect(Resource resource, URI from, String location) {
    String target = Quoted.bare(location.replaceAll("[?#].*", "")); // the rest may be a key
    return HubException.lasting(
        "%s sends to '%s' for %s, which is not followed: check HF_ENDPOINT"
            .formatted(host(from), target, resource));
  }

  /** An answer that no hub gives. */
  HubException strange(Resource resource, String what) {
    return HubException.lasting(
        "%s answers for %s, but not as a hub does (%s): check HF_ENDPOINT, and whether the network asks for a login"
            .formatted(hub, resource, what));
  }

  /** Scheme, host and port: the rest of an address may carry keys. */
  private static String host(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static boolean isUnknownHost(IOException failure) {
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }

  private String message(IOException cause) {
    return redacted(Objects.requireNonNullElse(cause.getMessage(), "closed"));
  }

  private String redacted(String text) {
    return Quoted.bare(token.map(secret -> secret.redact(text)).orElse(text));
  }

  private static String shown(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
