package dev.lamina.plugins.transformers.architecture;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What differs between blocks of one transformer.
 *
 * @param reach how far away a token still sees another; empty for any distance
 * @param rotary how queries and keys are turned; empty if they are not
 * @param without parts that other blocks have and this one lacks
 */
public record Block(OptionalInt reach, Optional<Rotary> rotary, Set<Part> without) {

  /** A block without window and rotation. */
  public static final Block PLAIN = new Block(OptionalInt.empty(), Optional.empty(), Set.of());

  public Block {
    without = Set.copyOf(without);
  }

  /** A block that turns queries and keys. */
  public static Block of(Rotary rotary) {
    return new Block(OptionalInt.empty(), Optional.of(rotary), Set.of());
  }

  /** The same with a window. */
  public Block within(OptionalInt newReach) {
    return new Block(newReach, rotary, without);
  }

  /** The same without a part. */
  public Block without(Part part) {
    return new Block(reach, rotary, Set.of(part));
  }
}
