/** What is written about a run from its journal: metrics.csv, summary.md, report.html. */
@NullMarked
package dev.lamina.engine.report;

import org.jspecify.annotations.NullMarked;
