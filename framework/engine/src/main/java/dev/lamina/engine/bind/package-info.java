/** Located values become configuration records, checked against their annotations. */
@NullMarked
package dev.lamina.engine.bind;

import org.jspecify.annotations.NullMarked;
