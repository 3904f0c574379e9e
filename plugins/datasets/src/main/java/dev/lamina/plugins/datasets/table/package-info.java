/** Reads CSV and JSON Lines files into located rows, and rows into labelled prompts. */
@NullMarked
package dev.lamina.plugins.datasets.table;

import org.jspecify.annotations.NullMarked;
