package dev.lamina.api.check;

import java.util.Optional;

/**
 * Two ways to the same numbers, compared.
 *
 * @param name the equation: {@code resid_pre + attn_out = resid_mid}
 * @param compared how many numbers were compared
 * @param difference the largest difference, as a share of the largest number beside it
 * @param limit what it may be
 * @param where the largest difference: {@code layer 3, prompt 0, token 5}
 */
public record Check(
    String name, long compared, double difference, double limit, Optional<String> where) {

  /** Whether the two ways agree. */
  public boolean holds() {
    return difference <= limit; // false for NaN
  }
}
