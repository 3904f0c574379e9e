/** What all data sets share: filter, templates, missing labels, order, balance, limit. */
@NullMarked
package dev.lamina.engine.data;

import org.jspecify.annotations.NullMarked;
