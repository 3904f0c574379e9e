import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.plugins.transformers.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The most floating-point operations a second that linear maps reach on this machine, in float32:
 * the best of both layouts and some shapes, a product a thread, on all threads at a time.
 */
final class MatmulPeak {

  private static final int[] ROWS = {512, 1024};
  private static final long NANOS = 300_000_000;

  private MatmulPeak() {}

  /** Operations a second, two a multiply-add. */
  static double of(int width, int threads) throws Exception {
    double best = 0;
    for (Layout layout : Layout.values()) {
      for (int rows : ROWS) {
        best = Math.max(best, of(layout, rows, width, 4 * width, threads));
        best = Math.max(best, of(layout, rows, 4 * width, width, threads));
      }
    }
    return best;
  }

  private static double of(Layout layout, int rows, int inputs, int outputs, int threads)
      throws Exception {
    try (NDManager manager = Torch.start().scope(Device.cpu());
        Kernels kernels = Kernels.load(manager, layout, DataType.FLOAT32)) {
      NDArray weight = manager.randomUniform(-1, 1, new Shape(outputs, inputs));
      NDArray none = manager.create(new Shape(0));
      Linear map = kernels.laidOut(weight, none);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      Callable<Double> work =
          () -> {
            kernels.prepareThread(manager);
            try (NDManager own = manager.newSubManager()) {
              NDArray x = own.randomUniform(-1, 1, new Shape(rows, inputs));
              kernels.linear(x, map).close();
              long begin = System.nanoTime();
              long products = 0;
              while (System.nanoTime() - begin < NANOS) {
                kernels.linear(x, map).close();
                products++;
              }
              return 2e9 * rows * inputs * outputs * products / (System.nanoTime() - begin);
            }
          };
      double sum = 0;
      List<Callable<Double>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        all.add(work);
      }
      for (Future<Double> speed : pool.invokeAll(all)) {
        sum += speed.get();
      }
      pool.shutdown();
      return sum;
    }
  }
}
