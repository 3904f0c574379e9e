package dev.lamina.api.activation;

import dev.lamina.api.model.Component;
import java.util.List;

/**
 * The activations of one component, float32 [rows, layers, width], stored in files: a row is read
 * when it is asked for. Rows are prompts in the data set's order; with {@code positions: all} they
 * are the prompts' own tokens, prompt after prompt. Safe to read from several threads.
 */
public interface Activations {

  Component component();

  /**
   * The blocks that were captured, ascending, counted from 0. {@code embed} has the one entry 0,
   * {@code ln_final} the number of the last block.
   */
  List<Integer> layers();

  /** Rows of every layer: prompts, or tokens with {@code positions: all}. */
  int rows();

  /** Numbers a row and layer: d_model for the residual stream, heads times d_head for queries. */
  int width();

  /**
   * The activations of one layer, [rows, width], without copying.
   *
   * @param layer a block's number, one of {@link #layers()}
   */
  Matrix layer(int layer);

  /** Where each prompt's rows begin, [prompts + 1]; 0, 1, 2, ... unless {@code positions: all}. */
  long[] offsets();
}
