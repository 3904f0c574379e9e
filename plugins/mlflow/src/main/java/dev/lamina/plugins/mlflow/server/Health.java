package dev.lamina.plugins.mlflow.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Looks at ports of this machine. */
final class Health {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Whether an MLflow server answers there within a time, however often it must be asked. */
  boolean answers(String address, Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!answers(address)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  /** Whether an MLflow server answers there. */
  boolean answers(String address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/health")).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().strip().equals("OK");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether nothing listens at a port and a server could. */
  static boolean isFree(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(here, port), (int) PATIENCE.toMillis());
      return false;
    } catch (IOException nobody) {
      try (ServerSocket server = new ServerSocket(port, 1, here)) {
        return server.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
  }
}
