package dev.lamina.engine.plan;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.StudyDesign;

/** An analysis, built and checked, and what it looks at. */
public record PlannedAnalysis(String id, String type, Analysis analysis, StudyDesign design) {}
