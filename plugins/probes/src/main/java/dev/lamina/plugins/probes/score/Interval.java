package dev.lamina.plugins.probes.score;

/** An estimate, such as a share or a mean, with the ends of its 95% interval. */
public record Interval(double mean, double low, double high) {}
