package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Doc;
import java.util.Optional;

/** The key that every comparison has. */
public record ComparisonOptions(
    @Doc("Names the comparison in files and metrics; by default its type.") Optional<String> id) {}
