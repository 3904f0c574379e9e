package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.model.Component;
import dev.lamina.engine.select.LayerSelection;
import dev.lamina.engine.select.PositionSelection;
import dev.lamina.engine.store.segment.Storage;
import java.util.List;
import java.util.Optional;

/** The top-level keys of a spec that are no components. */
public record Settings(
    @Doc("The experiment's name; by default the file's name without extension.")
        Optional<String> name,
    @Doc("The question that the experiment answers.") @Default("''") String description,
    @Doc("Every random choice derives from it.") @Default("0") long seed,
    @Doc("The hook points whose activations are captured.") @Default("[resid_post]")
        List<Component> components,
    @Doc("The transformer blocks that are captured, counted from 0.") @Default("all")
        LayerSelection layers,
    @Doc(
            "Which of a prompt's tokens are looked at; of several (subject, object, text) it is the"
                + " mean.")
        @Default("mean")
        PositionSelection positions,
    @Doc("The type in which activations are stored.") @Default("float32") Storage storage) {}
