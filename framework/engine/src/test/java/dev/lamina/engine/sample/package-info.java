/** Small components to read specs with. */
@NullMarked
package dev.lamina.engine.sample;

import org.jspecify.annotations.NullMarked;
