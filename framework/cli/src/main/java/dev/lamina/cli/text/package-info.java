/** Words and columns of numbers for a terminal. */
@NullMarked
package dev.lamina.cli.text;

import org.jspecify.annotations.NullMarked;
