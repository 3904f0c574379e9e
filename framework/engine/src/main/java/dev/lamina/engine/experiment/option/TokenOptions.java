package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Doc;
import java.util.Optional;

/**
 * What happens to tokens, set at the spec's top or in its {@code model}, {@code dataset} or {@code
 * extractor}.
 */
public record TokenOptions(
    @Doc(
            "Whether special tokens (BOS, CLS, SEP) are among a prompt's positions; by default they"
                + " are computed with but not pooled.")
        Optional<SpecialTokens> specialTokens,
    @Doc(
            "Whether a prompt that is longer than the model's context is cut at its end, with a"
                + " warning, instead of being an error.")
        Optional<Boolean> truncate) {}
