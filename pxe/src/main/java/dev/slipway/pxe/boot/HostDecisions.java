package dev.slipway.pxe.boot;

import dev.slipway.pxe.boot.BootDecision.Install;
import dev.slipway.pxe.boot.BootDecision.Local;
import dev.slipway.pxe.boot.BootDecision.Refuse;
import dev.slipway.pxe.boot.BootDecision.Wait;
import dev.slipway.pxe.host.BootClient;
import java.time.Instant;
import java.util.Optional;

/// Decides what a machine boots: a service is asked where there is one; the rules of the configuration decide about
/// machines that it does not know. A machine that is installed already goes on with its own disk, unless it is to be
/// installed again. Safe for use by several threads.
public final class HostDecisions {

    private final HostRules rules;
    private final Optional<RemoteDecisions> service;
    private final InstalledHosts installed;

    public HostDecisions(HostRules rules, Optional<RemoteDecisions> service, InstalledHosts installed) {
        this.rules = rules;
        this.service = service;
        this.installed = installed;
    }

    /// What the rules say of a machine, decided from memory.
    public HostRule about(BootClient client) {
        return rules.about(client);
    }

    /// The profile by which machines of a rule are installed, where there is one.
    public Optional<Profile> profile(HostRule rule) {
        return rule.profile().isPresent() ? rule.profile().flatMap(rules::profile) : rules.usualProfile();
    }

    /// Whether a machine is answered at all when it asks for a boot server. Decided from memory: a service is asked
    /// later, when its boot loader asks.
    public boolean answers(BootClient client) {
        return service.isPresent() || !(byRules(client) instanceof Refuse);
    }

    /// What a machine is to do. May take as long as the service does.
    public BootDecision decide(BootClient client) {
        Optional<BootDecision> decided = service.flatMap(one -> one.decide(client, rules));
        return unlessInstalled(client, decided.orElseGet(() -> byRules(client)));
    }

    /// What the rules alone say that a machine is to do, for those who cannot wait for a service.
    public BootDecision decideFromMemory(BootClient client) {
        return unlessInstalled(client, byRules(client));
    }

    /// What people call a machine: by the rules, or else its address.
    public String nameOf(BootClient client) {
        return rules.about(client).name().orElse(client.mac().toString());
    }

    private BootDecision unlessInstalled(BootClient client, BootDecision decision) {
        boolean again = rules.about(client).reinstall().orElse(false);
        Optional<Instant> since = installed.since(client.mac());
        if (decision instanceof Install && !again && since.isPresent()) {
            return new Local("it was installed at %s; 'slipway pxe reinstall %s' installs it again"
                    .formatted(since.get(), client.mac()));
        }
        return decision;
    }

    private BootDecision byRules(BootClient client) {
        HostRule rule = rules.about(client);
        String why = rule.match().isEmpty() ? "no rule is about it" : "rule for " + rule.match();
        return switch (rule.action().orElse(BootAction.INSTALL)) {
            case LOCAL -> new Local(why);
            case WAIT -> new Wait(why);
            case REFUSE -> new Refuse(why);
            case INSTALL -> install(rule, why);
        };
    }

    private BootDecision install(HostRule rule, String why) {
        return profile(rule)
                .<BootDecision>map(found -> new Install(found, rule.site(), why))
                .orElseGet(() -> new Wait(why + ", which names no profile, and there is none called 'default'"));
    }
}
