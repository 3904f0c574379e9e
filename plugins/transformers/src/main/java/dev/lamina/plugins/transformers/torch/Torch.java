package dev.lamina.plugins.transformers.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.lamina.api.problem.RunFailedException;

/** Starts PyTorch, once a process, without a look at the network. */
public final class Torch {

  private final Engine engine;

  private Torch(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts PyTorch if it is not running. Its operations use one thread each: batches run side by
   * side instead, which needs no waiting for each other, and on a busy machine is ten times faster.
   *
   * @throws RunFailedException if its libraries cannot be loaded
   */
  public static Torch start() {
    quieten();
    try {
      setDefault("ai.djl.pytorch.num_interop_threads", "1");
      setDefault("ai.djl.pytorch.graph_optimizer", "false");
      Engine engine = Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(1);
      return new Torch(engine);
    } catch (EngineException | LinkageError e) {
      throw new RunFailedException("PyTorch does not start: " + reason(e), e);
    }
  }

  /** Keeps DJL from asking the network anything: for libraries, versions, or telemetry. */
  public static void quieten() {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
  }

  /** Whether there is a GPU that this PyTorch can use. */
  public boolean hasCuda() {
    return engine.hasCapability("CUDA") && engine.getGpuCount() > 0;
  }

  /** A scope for arrays on a device; closing it frees them. */
  public NDManager scope(Device device) {
    return engine.newBaseManager(device);
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** What PyTorch says is wrong, in one line: the last, where it follows a trace of its own. */
  public static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString()
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElse("");
  }
}
