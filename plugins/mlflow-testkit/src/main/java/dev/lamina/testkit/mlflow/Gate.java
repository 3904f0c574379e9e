package dev.lamina.testkit.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A server that stands before an MLflow server and may answer in its place. */
public final class Gate implements AutoCloseable {

  /** What the gate does with a request. */
  public sealed interface Verdict {}

  /** The server behind answers. */
  public record Pass() implements Verdict {}

  /** The server behind does its work, but its answer is lost. */
  public record LoseAnswer() implements Verdict {}

  /** The server behind answers, later. */
  public record Delay(Duration pause) implements Verdict {}

  /** The connection is kept, and nothing ever answers. */
  public record Silence() implements Verdict {}

  /** The gate answers. */
  public record Answer(int status, Map<String, String> headers, String body) implements Verdict {}

  /** Decides about a request. */
  public interface Keeper {
    Verdict judge(String method, String path, String authorization);
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(6);
  private final String behind;
  private final Keeper keeper;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public Gate(String behind, Keeper keeper) throws IOException {
    this(behind, keeper, "http", HttpServer.create(somewhere(), 0));
  }

  private Gate(String behind, Keeper keeper, String scheme, HttpServer server) {
    this.behind = behind;
    this.keeper = keeper;
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** An encrypted one that lets everything pass. */
  public static Gate encrypted(String behind, SSLContext certificate) throws IOException {
    HttpsServer server = HttpsServer.create(somewhere(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate));
    return new Gate(behind, (method, path, authorization) -> new Pass(), "https", server);
  }

  private static InetSocketAddress somewhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public String address() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and path of each request that came. */
  public List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    requests.add(method + " " + exchange.getRequestURI());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Verdict verdict =
        keeper.judge(
            method,
            exchange.getRequestURI().toString(),
            authorization == null ? "" : authorization);
    if (verdict instanceof Silence) {
      rest(Duration.ofDays(1));
    }
    if (verdict instanceof Delay delay) {
      rest(delay.pause());
    }
    if (verdict instanceof Answer answer) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      reply(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
    } else {
      HttpResponse<byte[]> response = forward(exchange, method, body);
      if (verdict instanceof LoseAnswer) {
        exchange.close();
      } else {
        reply(exchange, response.statusCode(), response.body());
      }
    }
  }

  private static void rest(Duration pause) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the gate is closed", e);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, String method, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
            .method(method, BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
