/** Encoders: every token sees all others. */
@NullMarked
package dev.lamina.plugins.transformers.family.bert;

import org.jspecify.annotations.NullMarked;
