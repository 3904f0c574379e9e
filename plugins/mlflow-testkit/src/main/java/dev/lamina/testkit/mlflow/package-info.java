/** A real MLflow server for tests, and a gate before it that disturbs it. */
@NullMarked
package dev.lamina.testkit.mlflow;

import org.jspecify.annotations.NullMarked;
