package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.problem.ComponentProblems;
import dev.lamina.engine.problem.ProblemList;

/**
 * A component that the spec asks for, its configuration bound.
 *
 * @param config the component's own keys
 * @param written its whole mapping, common keys too; a bare name as {@code {type: NAME}}
 */
public record ComponentRef(Registered component, Bound<?> config, Node.Mapping written) {

  /** The same component, configured otherwise. */
  public ComponentRef with(Bound<?> newConfig) {
    return new ComponentRef(component, newConfig, written);
  }

  /** Where the component reports what is wrong with it. */
  public ComponentProblems problems(ProblemList into) {
    return new ComponentProblems(into, written);
  }
}
