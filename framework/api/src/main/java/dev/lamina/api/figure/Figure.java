package dev.lamina.api.figure;

/** A figure as data. Every record holds what a drawing needs and nothing about how it is drawn. */
public sealed interface Figure
    permits LineChart, ScatterPlot, Heatmap, BarChart, Histogram, Panels {

  /** What the figure shows, without a final period. */
  String title();
}
