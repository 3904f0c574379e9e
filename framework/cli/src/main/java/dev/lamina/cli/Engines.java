package dev.lamina.cli;

import dev.lamina.engine.Lamina;

/** Opens the engine with what the command line says. */
final class Engines {

  private Engines() {}

  static Lamina open(LaminaCommand lamina) {
    return new Lamina(
        new Lamina.Settings(
            lamina.runs(),
            lamina.plugins(),
            lamina.fresh(),
            lamina.offline(),
            lamina.threads(),
            System.getenv()),
        lamina.terminal().progress(lamina.verbosity()));
  }
}
