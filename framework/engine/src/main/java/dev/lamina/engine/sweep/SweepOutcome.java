package dev.lamina.engine.sweep;

import dev.lamina.api.tracking.Publication;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.publish.Unpublished;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep ended.
 *
 * @param folder of the sweep itself
 * @param headlines what comparing the children has shown, most important first
 * @param children in the order of the cases
 * @param failures why it failed, of children and of comparisons
 * @param unpublished what was not
 */
public record SweepOutcome(
    Path folder,
    List<String> headlines,
    List<Child> children,
    List<String> failures,
    List<Publication> publications,
    List<Unpublished> unpublished) {

  /**
   * A child run.
   *
   * @param folder empty if it failed before it had one
   * @param failure why it failed; empty if it did not
   */
  public record Child(String name, RunState state, Optional<Path> folder, String failure) {}

  /** The children that did not come to their end. */
  public List<Child> failed() {
    return children.stream().filter(child -> child.state() != RunState.FINISHED).toList();
  }
}
