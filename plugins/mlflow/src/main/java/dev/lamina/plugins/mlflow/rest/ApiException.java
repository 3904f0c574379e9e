package dev.lamina.plugins.mlflow.rest;

import java.io.IOException;

/** The server answered, but not with what was asked for; the message is a sentence for the user. */
public final class ApiException extends IOException {

  private final int status;
  private final String code;
  private final String serverMessage;

  ApiException(int status, String code, String serverMessage, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.serverMessage = serverMessage;
  }

  /** MLflow's own error code is this one, e.g. {@code RESOURCE_DOES_NOT_EXIST}. */
  public boolean is(String errorCode) {
    return code.equals(errorCode);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The run or experiment that was written to has been deleted in the meantime. */
  public boolean saysDeleted() {
    return serverMessage.contains("Current state is deleted");
  }

  /** The server was started without serving artifacts. */
  public boolean saysArtifactsDisabled() {
    return status == 503 && serverMessage.contains("serve-artifacts");
  }
}
