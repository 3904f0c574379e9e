package dev.lamina.plugins.probes.score;

/** A share with the ends of its 95% interval, all between 0 and 1. */
public record Interval(double mean, double low, double high) {}
