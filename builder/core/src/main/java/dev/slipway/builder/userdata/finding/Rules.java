package dev.slipway.builder.userdata.finding;

import java.util.List;

/// The rules of one subject.
interface Rules {

    /// All of them. The schema goes first, as others leave alone what is of the wrong kind.
    List<Rules> ALL = List.of(
            new SchemaRules(),
            new YamlRules(),
            new StageRules(),
            new LoginRules(),
            new SecretRules(),
            new InstallRules(),
            new NetworkRules(),
            new HostIdRules(),
            new ModeRules(),
            new FlavourRules(),
            new AppliedRules());

    /// Tells what is wrong with the subject, and never throws for anything in it.
    void check(Subject subject, Findings findings);
}
