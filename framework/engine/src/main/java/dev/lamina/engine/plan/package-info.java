/**
 * Resolves a spec into everything that a run needs, and checks all that can be known without
 * computing.
 */
@NullMarked
package dev.lamina.engine.plan;

import org.jspecify.annotations.NullMarked;
