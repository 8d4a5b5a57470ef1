package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.EdgeConfig;
import dev.slipway.builder.yaml.YamlDocument;

/// What rules look at.
///
/// @param document the tree
/// @param config what it means
/// @param context what it is for
record Subject(YamlDocument document, EdgeConfig config, ValidationContext context) {

    static Subject of(YamlDocument document, ValidationContext context) {
        return new Subject(document, EdgeConfig.of(document), context);
    }
}
