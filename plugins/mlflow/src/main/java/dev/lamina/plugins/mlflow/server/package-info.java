/** Starts or finds an MLflow server on this machine. */
@NullMarked
package dev.lamina.plugins.mlflow.server;

import org.jspecify.annotations.NullMarked;
