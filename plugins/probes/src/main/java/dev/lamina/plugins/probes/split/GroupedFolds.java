package dev.lamina.plugins.probes.split;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import java.util.Optional;

/**
 * What a spec says of folds that are drawn.
 *
 * @param folds how many
 * @param groupBy the label whose prompts stay together
 */
public record GroupedFolds(
    @Doc("Parts that the prompts are split into; each is held out once")
        @Default("5")
        @Range(min = 2, max = 1000)
        int folds,
    @Doc(
            "Label whose prompts stay together: no value of it is in several folds. Left out where"
                + " the data have no such label; null to group nothing")
        @LabelName
        @Default("pair")
        Optional<String> groupBy) {}
