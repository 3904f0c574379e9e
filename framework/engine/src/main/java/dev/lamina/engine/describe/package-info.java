/** What the installed components are, as plain records and as the JSON Schema of a spec. */
@NullMarked
package dev.lamina.engine.describe;

import org.jspecify.annotations.NullMarked;
