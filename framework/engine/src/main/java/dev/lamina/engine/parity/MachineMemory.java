package dev.lamina.engine.parity;

import com.sun.management.OperatingSystemMXBean;
import dev.lamina.api.model.ModelDescription;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** What fits into this machine. */
final class MachineMemory {

  /** Of the memory that weights may take; the rest is the system's, Java's and activations'. */
  private static final double SHARE = 0.7;

  private MachineMemory() {}

  /** Says why a model cannot be held in float32 and float64 at once; empty if it can. */
  static Optional<String> tooLargeInFloat64(ModelDescription model) {
    double needed = (double) model.parameters() * (Float.BYTES + Double.BYTES);
    double total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return needed <= SHARE * total
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the weights of both would take %.1f GiB, and this machine has %.1f GiB",
                needed / (1L << 30),
                total / (1L << 30)));
  }
}
