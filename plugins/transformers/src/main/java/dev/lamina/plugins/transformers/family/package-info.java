/** What a family of models is: how its configuration is read, what its tensors are called. */
@NullMarked
package dev.lamina.plugins.transformers.family;

import org.jspecify.annotations.NullMarked;
