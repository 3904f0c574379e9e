/** What holds of every transformer, checked on a model that is loaded. */
@NullMarked
package dev.lamina.api.check;

import org.jspecify.annotations.NullMarked;
