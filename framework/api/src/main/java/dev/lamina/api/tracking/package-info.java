/** Where finished runs are published. */
@NullMarked
package dev.lamina.api.tracking;

import org.jspecify.annotations.NullMarked;
