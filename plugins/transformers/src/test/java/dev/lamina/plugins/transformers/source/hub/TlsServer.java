package dev.lamina.plugins.transformers.source.hub;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lamina.testkit.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A server that sends elsewhere, and whose certificate nobody has signed but itself. */
final class TlsServer implements AutoCloseable {

  private final SelfSigned certificate;
  private final HttpsServer server;

  TlsServer(Path folder, String elsewhere)
      throws IOException, GeneralSecurityException, InterruptedException {
    certificate = SelfSigned.in(folder);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            TestHub.redirect(exchange, 302, elsewhere + exchange.getRequestURI().getRawPath());
          }
        });
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.start();
  }

  /** A trust store that has the certificate. */
  Path keys() {
    return certificate.keys();
  }

  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
