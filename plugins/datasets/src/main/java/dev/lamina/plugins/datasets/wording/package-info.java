/** Puts facts and their counterfactuals into prompts. */
@NullMarked
package dev.lamina.plugins.datasets.wording;

import org.jspecify.annotations.NullMarked;
