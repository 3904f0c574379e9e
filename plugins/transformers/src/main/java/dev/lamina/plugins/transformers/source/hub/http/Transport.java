package dev.lamina.plugins.transformers.source.hub.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends one request and follows redirects by hand: large files lie on other servers, and the token
 * must not go there.
 */
final class Transport {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Endpoint endpoint;
  private final Optional<Token> token;
  private final Patience patience;
  private final Sentences sentences;
  private final HttpClient client;

  Transport(
      Endpoint endpoint,
      Optional<Token> token,
      Patience patience,
      Proxies proxies,
      Sentences sentences) {
    this.endpoint = endpoint;
    this.token = token;
    this.patience = patience;
    this.sentences = sentences;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(patience.connect())
            .proxy(proxies)
            .build();
  }

  /**
   * Sends a request to the hub.
   *
   * @param method GET follows redirects to anywhere; HEAD to the hub alone, as what the hub knows
   *     of a file stands in the redirect
   * @return whatever comes, with the head read and the body to be read
   */
  Answer send(String method, Resource resource, Map<String, String> headers) throws HubException {
    URI uri = endpoint.at(resource.path());
    HttpHeaders hub = HttpHeaders.of(Map.of(), (name, value) -> true);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Body> response = exchange(request(method, uri, headers));
      if (endpoint.owns(uri)) {
        hub = response.headers();
      }
      Optional<URI> next = redirect(resource, uri, response);
      if (next.isEmpty() || (method.equals("HEAD") && !endpoint.owns(next.get()))) {
        return answer(response, hub);
      }
      response.body().close();
      uri = next.get();
    }
    throw HubException.lasting(
        "%s is sent from address to address, more than %d times: check HF_ENDPOINT, or try again later"
            .formatted(resource, MOST_REDIRECTS));
  }

  private Answer answer(HttpResponse<Body> response, HttpHeaders hub) {
    URI sender = response.uri();
    return new Answer(
        response.statusCode(),
        sender,
        response.headers(),
        hub,
        response.body(),
        patience.idle(),
        failure -> sentences.broken(sender, failure));
  }

  private HttpRequest request(String method, URI uri, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.noBody())
            .timeout(patience.answer())
            .header("User-Agent", "lamina")
            .header("Accept-Encoding", "identity"); // else sizes and ranges mean something else
    headers.forEach(request::header);
    token
        .filter(secret -> endpoint.owns(uri))
        .ifPresent(secret -> request.header("Authorization", secret.authorization()));
    return request.build();
  }

  private HttpResponse<Body> exchange(HttpRequest request) throws HubException {
    try {
      return client.send(request, head -> new Body());
    } catch (IOException e) {
      throw sentences.unreachable(request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HubException.lasting("fetching was interrupted");
    }
  }

  private Optional<URI> redirect(Resource resource, URI from, HttpResponse<Body> response)
      throws HubException {
    Optional<String> location = response.headers().firstValue("Location");
    if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI to = from.resolve(new URI(location.get()));
      if (Endpoint.isHttp(to)
          && (Endpoint.isScheme("https", to) || Endpoint.isScheme("http", from))) {
        return Optional.of(to);
      }
    } catch (URISyntaxException e) {
      // said below
    }
    response.body().close();
    throw sentences.badRedirect(resource, from, location.get());
  }
}
