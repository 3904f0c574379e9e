/** Building components with their configuration and services; the only user of Guice. */
@NullMarked
package dev.lamina.engine.wiring;

import org.jspecify.annotations.NullMarked;
