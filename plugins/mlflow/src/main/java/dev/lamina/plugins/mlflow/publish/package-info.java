/** Publishes a run to an MLflow server exactly once, however often it is tried. */
@NullMarked
package dev.lamina.plugins.mlflow.publish;

import org.jspecify.annotations.NullMarked;
