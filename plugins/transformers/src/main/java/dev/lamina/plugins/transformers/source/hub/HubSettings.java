package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache.Links;
import dev.lamina.plugins.transformers.source.hub.http.Endpoint;
import dev.lamina.plugins.transformers.source.hub.http.HubClient;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import dev.lamina.plugins.transformers.source.hub.http.Patience;
import dev.lamina.plugins.transformers.source.hub.http.Proxies;
import dev.lamina.plugins.transformers.source.hub.http.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of huggingface_hub (its constants.py), with their defaults. */
final class HubSettings {

  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\w+|\\{[^}]*\\})");

  private final Environment environment;

  HubSettings(Environment environment) {
    this.environment = environment;
  }

  /** A client of the hub with the user's token. */
  HubClient client(Patience patience) throws HubException {
    Endpoint endpoint = Endpoint.parse(text("HF_ENDPOINT").orElse(Endpoint.USUAL));
    return new HubClient(endpoint, token(), patience, Proxies.of(environment));
  }

  /** Whether the network must not be used. */
  boolean isOffline() {
    return isTrue(text("HF_HUB_OFFLINE").or(() -> text("TRANSFORMERS_OFFLINE")));
  }

  /** How snapshots refer to blobs. */
  Links links() {
    return isTrue(text("HF_HUB_DISABLE_SYMLINKS")) ? Links.NONE : Links.SYMBOLIC;
  }

  /** The folder of all models. */
  Path cache() throws HubException {
    for (String variable : new String[] {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
      Optional<String> named = text(variable);
      if (named.isPresent()) {
        return path(variable, named.get());
      }
    }
    return home().resolve("hub");
  }

  private Path home() throws HubException {
    Optional<String> home = text("HF_HOME");
    if (home.isPresent()) {
      return path("HF_HOME", home.get());
    }
    String caches = text("XDG_CACHE_HOME").orElse("~/.cache");
    return path("XDG_CACHE_HOME", caches).resolve("huggingface");
  }

  private Optional<Token> token() throws HubException {
    for (String variable : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
      Optional<Token> token = Token.of(text(variable).orElse(""), variable);
      if (token.isPresent()) {
        return token;
      }
    }
    Optional<String> named = text("HF_TOKEN_PATH");
    Path file = named.isPresent() ? path("HF_TOKEN_PATH", named.get()) : home().resolve("token");
    try {
      return Token.of(Files.readString(file), "the file " + file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw HubException.lasting(
          "the file %s, which holds the hub's token, cannot be read (%s): set HF_TOKEN instead"
              .formatted(file, Quoted.bare(e)));
    }
  }

  private Optional<String> text(String variable) {
    return environment.get(variable).filter(value -> !value.isBlank());
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter(text -> TRUE.contains(text.toUpperCase(Locale.ROOT))).isPresent();
  }

  /** Python expands {@code ~} and {@code $NAME} in these. */
  private Path path(String variable, String text) throws HubException {
    String expanded =
        VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group())));
    String home = text("HOME").orElse(System.getProperty("user.home"));
    if (expanded.equals("~") || expanded.startsWith("~/")) {
      expanded = home + expanded.substring(1);
    }
    try {
      return Path.of(expanded).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw HubException.lasting(
          "the environment variable %s is %s, which is not a path"
              .formatted(variable, Quoted.of(text)));
    }
  }

  /** The value of {@code $NAME} or {@code ${NAME}}; itself if there is none. */
  private String value(String written) {
    return environment.get(written.replaceAll("[${}]", "")).orElse(written);
  }
}
