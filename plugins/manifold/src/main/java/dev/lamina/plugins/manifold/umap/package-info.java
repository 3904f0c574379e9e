/** UMAP: a graph of near rows and its layout in the plane. */
@NullMarked
package dev.lamina.plugins.manifold.umap;

import org.jspecify.annotations.NullMarked;
