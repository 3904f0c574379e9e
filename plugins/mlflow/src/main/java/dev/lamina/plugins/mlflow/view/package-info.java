/** The view of an experiment that the MLflow UI shows: which curves, bars and columns. */
@NullMarked
package dev.lamina.plugins.mlflow.view;

import org.jspecify.annotations.NullMarked;
