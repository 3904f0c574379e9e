/** What a transformer's forward pass depends on besides its weights, whatever its family. */
@NullMarked
package dev.lamina.plugins.transformers.architecture;

import org.jspecify.annotations.NullMarked;
