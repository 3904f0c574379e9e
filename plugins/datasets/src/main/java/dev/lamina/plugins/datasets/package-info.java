/** Where prompts come from: built-in and own facts, CSV, JSON Lines, and lists by condition. */
@NullMarked
package dev.lamina.plugins.datasets;

import org.jspecify.annotations.NullMarked;
