/** What is wrong with what the user wrote, and where. */
@NullMarked
package dev.lamina.api.problem;

import org.jspecify.annotations.NullMarked;
