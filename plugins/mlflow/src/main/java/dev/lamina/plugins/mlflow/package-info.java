/** MLflow as a place to publish runs to and to look at them. */
@NullMarked
package dev.lamina.plugins.mlflow;

import org.jspecify.annotations.NullMarked;
