/** What each family of transformers is: its configuration, and the names of its tensors. */
@NullMarked
package dev.lamina.plugins.transformers.family;

import org.jspecify.annotations.NullMarked;
