package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.EdgeConfig;

/// What does not go with the way in which the host is managed.
final class ModeRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        EdgeConfig config = subject.config();
        if (config.isLocal()) {
            config.token()
                    .ifPresent(field -> findings.addAtKey(
                            FindingCode.LOCAL_WITH_TOKEN,
                            field,
                            "a host that manages itself registers nowhere, and needs no token",
                            "remove '%s', or managementMode: local".formatted(field.path())));
        } else {
            config.stylus()
                    .filter(stylus -> stylus.isTrue("enableMultiNode"))
                    .flatMap((Block stylus) -> stylus.field("enableMultiNode"))
                    .ifPresent(field -> findings.addAtKey(
                            FindingCode.MULTI_NODE_WITHOUT_LOCAL,
                            field,
                            "only hosts that manage themselves can be linked",
                            "add managementMode: local beside it, or remove it"));
        }
    }
}
