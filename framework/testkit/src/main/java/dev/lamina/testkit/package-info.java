/**
 * Contract suites that every component of a kind passes, and in-memory studies and findings to test
 * analyses with.
 */
@NullMarked
package dev.lamina.testkit;

import org.jspecify.annotations.NullMarked;
