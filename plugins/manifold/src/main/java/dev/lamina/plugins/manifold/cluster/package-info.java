/** Whether rows fall into the classes of a label. */
@NullMarked
package dev.lamina.plugins.manifold.cluster;

import org.jspecify.annotations.NullMarked;
