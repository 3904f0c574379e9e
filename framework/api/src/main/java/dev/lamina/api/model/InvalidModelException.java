package dev.lamina.api.model;

/** A model cannot be used; why was reported to {@link dev.lamina.api.problem.Problems}. */
public final class InvalidModelException extends Exception {

  public InvalidModelException() {
    super("the model cannot be used; the problems say why");
  }
}
