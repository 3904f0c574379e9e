package dev.lamina.plugins.mlflow.rest;

/** An MLflow server that runs are published to. */
public final class MlflowServer {

  private final ServerAddress address;
  private final Credentials credentials;
  private final Patience patience;
  private final HttpTransport transport;

  /** Prepares a connection; nothing is sent yet. */
  public MlflowServer(
      ServerAddress address,
      Certificates certificates,
      Credentials credentials,
      Patience patience) {
    this.address = address;
    this.credentials = credentials;
    this.patience = patience;
    this.transport = new HttpTransport(patience.connect(), certificates.context(address));
  }

  /** Where it is. */
  public ServerAddress address() {
    return address;
  }

  /**
   * Begins a piece of work that ends in bounded time.
   *
   * @param uploads bytes that will be uploaded, which is given time of its own
   */
  public MlflowApi session(long uploads) {
    Sentences sentences = new Sentences(address, credentials);
    return new MlflowApi(
        address, sentences, new Exchange(transport, credentials, patience, sentences, uploads));
  }
}
