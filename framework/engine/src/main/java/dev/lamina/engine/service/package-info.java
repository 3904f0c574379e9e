/** What components may ask for: seeds, threads, progress. */
@NullMarked
package dev.lamina.engine.service;

import org.jspecify.annotations.NullMarked;
