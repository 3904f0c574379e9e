package dev.lamina.api.plugin;

/** The configuration of a component without parameters. */
public record NoConfig() {}
