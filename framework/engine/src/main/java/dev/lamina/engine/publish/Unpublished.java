package dev.lamina.engine.publish;

import java.nio.file.Path;

/**
 * A run that could not be published, of which nothing is lost.
 *
 * @param run its folder; of several that belong together, the sweep's
 * @param destination where it should have gone
 * @param reason a sentence that says why
 */
public record Unpublished(Path run, String destination, String reason) {}
