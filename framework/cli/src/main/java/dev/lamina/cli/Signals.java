package dev.lamina.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What signals do once the process is being stopped. */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /** From now on an interrupt or a termination ends the process without waiting for anything. */
  static void endAtOnce() {
    endAtOnce("INT", ExitCode.INTERRUPTED);
    endAtOnce("TERM", ExitCode.TERMINATED);
  }

  /** By reflection, as the compiler warns of {@code sun.misc.Signal}, which has no substitute. */
  private static void endAtOnce(String name, int exitCode) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(exitCode);
                return proxy;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
    } catch (ReflectiveOperationException e) {
      LOG.debug("a second {} waits for the first", name, e); // another Java, or -Xrs
    }
  }
}
