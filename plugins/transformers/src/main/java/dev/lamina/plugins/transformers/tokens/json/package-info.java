/** JSON with the place of every value, so that an error can name line and column. */
@NullMarked
package dev.lamina.plugins.transformers.tokens.json;

import org.jspecify.annotations.NullMarked;
