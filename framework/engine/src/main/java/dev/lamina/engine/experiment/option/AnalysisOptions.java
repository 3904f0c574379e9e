package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Doc;
import dev.lamina.api.model.Component;
import dev.lamina.engine.select.LayerSelection;
import java.util.List;
import java.util.Optional;

/** The keys that every analysis has. */
public record AnalysisOptions(
    @Doc("Names the analysis in files and metrics; by default its type.") Optional<String> id,
    @Doc("The hook points that it looks at, of those that are captured; by default all.")
        Optional<List<Component>> components,
    @Doc("The layers that it looks at, of those that are captured; by default all.")
        Optional<LayerSelection> layers) {}
