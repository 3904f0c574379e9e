/**
 * Activations that were computed once, found by what they were computed from. A {@link
 * dev.lamina.engine.store.segment.Collection} is a folder of segments, files that never change, in
 * which rows are addressed by prompt: {@link dev.lamina.engine.store.ActivationStore#find} says
 * which prompts and layers they cover, {@link dev.lamina.engine.store.Gap} what has to be computed,
 * and {@link dev.lamina.engine.store.StoredActivations} reads both as one. {@code upkeep} lists,
 * verifies and prunes.
 */
@NullMarked
package dev.lamina.engine.store;

import org.jspecify.annotations.NullMarked;
