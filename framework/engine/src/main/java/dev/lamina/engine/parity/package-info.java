/** Evidence that a model is computed rightly: checks on prompts, and the reports that are kept. */
@NullMarked
package dev.lamina.engine.parity;

import org.jspecify.annotations.NullMarked;
