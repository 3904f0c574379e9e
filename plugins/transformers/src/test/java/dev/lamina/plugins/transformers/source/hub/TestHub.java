package dev.lamina.plugins.transformers.source.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server that behaves as Hugging Face's hub does, and on another port the one that it sends to
 * for large files. A test may put a fault in its way.
 */
final class TestHub implements AutoCloseable {

  /** A request that came: {@code hub GET /acme/tiny/resolve/main/config.json}. */
  record Request(String line, Optional<String> authorization, Optional<String> range) {}

  private record Fault(Pattern request, AtomicInteger times, HttpHandler instead) {}

  private static final Pattern INFO = Pattern.compile("/api/models/(.+)/revision/([^/]+)");
  private static final Pattern TREE = Pattern.compile("/api/models/(.+)/tree/([^/]+)");
  private static final Pattern FILE = Pattern.compile("/(.+)/resolve/([^/]+)/(.+)");

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer takes 40 ms
  }

  private final HttpServer hub = start("hub", this::hub);
  private final HttpServer cdn = start("cdn", this::cdn);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, Map<String, HubFile>> commits = new ConcurrentHashMap<>();
  private final Map<String, String> revisions = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  TestHub() throws IOException {
    hub.setExecutor(threads);
    cdn.setExecutor(threads);
    hub.start();
    cdn.start();
  }

  private HttpServer start(String name, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> handle(name, handler, exchange));
    return server;
  }

  String address() {
    return "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  String cdnAddress() {
    return "http://127.0.0.1:" + cdn.getAddress().getPort();
  }

  /** Puts files under a revision, which gets the commit; both may be asked for. */
  void put(String repository, String revision, String commit, HubFile... files) {
    Map<String, HubFile> named = new TreeMap<>();
    Arrays.stream(files).forEach(file -> named.put(file.name(), file));
    commits.put(repository + "@" + commit, named);
    revisions.put(repository + "@" + commit, commit);
    revisions.put(repository + "@" + revision, commit);
  }

  /**
   * Does something else with the next requests.
   *
   * @param request matched against a {@link Request#line}
   */
  void fault(String request, int times, HttpHandler instead) {
    faults.add(new Fault(Pattern.compile(request), new AtomicInteger(times), instead));
  }

  /** Answers requests with a status. */
  void refuse(String request, int status, String... headers) {
    fault(
        request,
        Integer.MAX_VALUE,
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
          }
          reply(exchange, status, "{\"error\": \"no\"}".getBytes(StandardCharsets.UTF_8));
        });
  }

  List<Request> requests() {
    return requests;
  }

  /** The requests' lines. */
  List<String> lines() {
    return requests.stream().map(Request::line).toList();
  }

  /** Waits until the test is over: a server that is silent. */
  void keepSilent() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(String name, HttpHandler handler, HttpExchange exchange) throws IOException {
    String line =
        name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(
        new Request(
            line,
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))));
    try (exchange) {
      for (Fault fault : faults) {
        if (fault.request().matcher(line).matches() && fault.times().getAndDecrement() > 0) {
          fault.instead().handle(exchange);
          return;
        }
      }
      handler.handle(exchange);
    }
  }

  private void hub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher info = INFO.matcher(exchange.getRequestURI().getRawPath());
    Matcher tree = TREE.matcher(path);
    Matcher file = FILE.matcher(path);
    if (info.matches()) {
      info(exchange, info.group(1), info.group(2).replace("%2F", "/"));
    } else if (tree.matches()) {
      json(exchange, tree(tree.group(1), tree.group(2)));
    } else if (file.matches()) {
      file(exchange, file.group(1) + "@" + file.group(2), file.group(3));
    } else {
      refused(exchange, "RepoNotFound");
    }
  }

  private void info(HttpExchange exchange, String repository, String revision) throws IOException {
    String commit = revisions.get(repository + "@" + revision);
    if (commit == null) {
      boolean known = revisions.keySet().stream().anyMatch(key -> key.startsWith(repository + "@"));
      refused(exchange, known ? "RevisionNotFound" : "RepoNotFound");
      return;
    }
    String siblings =
        commits.get(repository + "@" + commit).keySet().stream()
            .map(name -> "{\"rfilename\": \"%s\"}".formatted(name))
            .collect(Collectors.joining(", ", "[", "]"));
    json(
        exchange,
        "{\"id\": \"%s\", \"private\": false, \"tags\": [\"a\", {\"b\": []}], \"sha\": \"%s\", \"siblings\": %s}"
            .formatted(repository, commit, siblings));
  }

  private String tree(String repository, String commit) {
    return commits.get(repository + "@" + commit).values().stream()
        .map(HubFile::treeEntry)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void file(HttpExchange exchange, String revision, String name) throws IOException {
    String commit = revisions.get(revision);
    if (commit == null) {
      refused(exchange, "RepoNotFound");
      return;
    }
    String repository = revision.substring(0, revision.indexOf('@'));
    HubFile file = commits.get(repository + "@" + commit).get(name);
    if (file == null) {
      refused(exchange, "EntryNotFound");
      return;
    }
    exchange.getResponseHeaders().set("X-Repo-Commit", commit);
    if (file.large()) {
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + file.hash() + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(file.content().length));
      exchange.getResponseHeaders().set("ETag", "\"pointer\"");
      redirect(exchange, 302, cdnAddress() + "/" + file.hash() + "?Signature=secret%2B1");
    } else {
      exchange.getResponseHeaders().set("ETag", "\"" + file.hash() + "\"");
      content(exchange, file.content());
    }
  }

  private void cdn(HttpExchange exchange) throws IOException {
    String hash = exchange.getRequestURI().getPath().substring(1);
    exchange.getResponseHeaders().set("ETag", "\"another-" + hash.substring(0, 8) + "\"");
    content(exchange, large(hash));
  }

  private byte[] large(String hash) {
    return commits.values().stream()
        .flatMap(files -> files.values().stream())
        .filter(file -> file.hash().equals(hash))
        .findFirst()
        .orElseThrow()
        .content();
  }

  /** Sends bytes, or those that a range asks for. */
  static void content(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      reply(exchange, 200, bytes);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    if (from >= bytes.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
      reply(exchange, 416, new byte[0]);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    reply(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  static void redirect(HttpExchange exchange, int status, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    reply(exchange, status, new byte[0]);
  }

  static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(HttpExchange exchange, String code) throws IOException {
    exchange.getResponseHeaders().set("X-Error-Code", code);
    reply(exchange, 404, "{\"error\": \"not found\"}".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    end.countDown();
    hub.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
