package dev.lamina.plugins.transformers.source.hub;

/** A program that fetches the model of its argument, as its environment says. */
final class FetchingProcess {

  private FetchingProcess() {}

  public static void main(String[] arguments) {
    Fetched fetched = Fetched.in(System.getenv(), arguments[0]);
    System.out.println(fetched.files().folder());
  }
}
