/** What MLflow takes: the spelling of keys, the lengths of texts, the size of a request. */
@NullMarked
package dev.lamina.plugins.mlflow.limits;

import org.jspecify.annotations.NullMarked;
