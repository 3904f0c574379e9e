package dev.lamina.plugins.mlflow.rest;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Stands for the secure connections of a client that makes none: Java's HTTP client reads all
 * certificates that the machine trusts, even to talk to {@code http:} addresses, which takes a
 * third of a second.
 */
final class NoTls extends SSLContext {

  NoTls() {
    super(new Nothing(), new NoProvider(), "none");
  }

  private static final class NoProvider extends Provider {

    private static final long serialVersionUID = 1;

    NoProvider() {
      super("none", "1", "no secure connections");
    }
  }

  /** Has parameters, which are asked for beforehand, and no connection. */
  private static final class Nothing extends SSLContextSpi {

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return new SSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return new SSLParameters();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw none();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw none();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw none();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw none();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw none();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw none();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw none();
    }

    private static IllegalStateException none() {
      return new IllegalStateException("this client makes no secure connections");
    }
  }
}
