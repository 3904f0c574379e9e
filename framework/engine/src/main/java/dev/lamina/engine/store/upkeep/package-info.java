/** What is in the store, whether it is whole, and how it is made smaller. */
@NullMarked
package dev.lamina.engine.store.upkeep;

import org.jspecify.annotations.NullMarked;
