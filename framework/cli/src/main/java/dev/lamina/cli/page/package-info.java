/** What commands print of a model, of a parity check and of the cache. */
@NullMarked
package dev.lamina.cli.page;

import org.jspecify.annotations.NullMarked;
