package dev.lamina.engine.plan;

import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;

/** The model, inspected but not loaded, and how activations are got from it. */
public record PlannedModel(Model model, ModelDescription description, Extractor extractor) {}
