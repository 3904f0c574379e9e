package dev.lamina.engine.experiment;

/**
 * An analysis over a sweep's runs that the spec asks for.
 *
 * @param id names it in files and metrics; unique in the spec
 */
public record ComparisonRef(String id, ComponentRef component) {}
