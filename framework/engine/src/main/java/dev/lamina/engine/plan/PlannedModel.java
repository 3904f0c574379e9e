package dev.lamina.engine.plan;

import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.engine.parity.ParityReport;
import java.util.Optional;

/**
 * The model, inspected but not loaded, and how activations are got from it.
 *
 * @param parity what checking it has found, if somebody did
 */
public record PlannedModel(
    Model model,
    ModelDescription description,
    Extractor extractor,
    Optional<ParityReport> parity) {}
