/**
 * Talks to an MLflow server's REST interface: bounded in time, with every failure as a sentence.
 */
@NullMarked
package dev.lamina.plugins.mlflow.rest;

import org.jspecify.annotations.NullMarked;
