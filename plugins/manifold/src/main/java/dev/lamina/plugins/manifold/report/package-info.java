/** How projections are measured, told and drawn. */
@NullMarked
package dev.lamina.plugins.manifold.report;

import org.jspecify.annotations.NullMarked;
