package dev.slipway.pxe.server;

import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.util.HashMap;
import java.util.Map;

/// Tells the trace what was decided about a machine.
final class DecisionNews {

    private DecisionNews() {}

    static void tell(Context context, BootClient client, BootDecision decision) {
        Map<String, String> facts = new HashMap<>();
        facts.put("decision", kind(decision));
        client.uuid().ifPresent(uuid -> facts.put("uuid", uuid.toString()));
        client.serial().ifPresent(serial -> facts.put("serial", serial));
        client.assetTag().ifPresent(asset -> facts.put("asset", asset));
        context.plan().decisions().about(client).name().ifPresent(name -> facts.put("label", name));
        if (decision instanceof BootDecision.Install install) {
            facts.put("profile", install.profile().name());
            install.site().ifPresent(site -> facts.put("site", site));
        }
        context.trace()
                .tell(new HostEvent(
                        context.clock().instant(),
                        client.mac(),
                        Step.DECISION,
                        "%s: %s".formatted(words(decision), decision.reason()),
                        facts));
    }

    private static String words(BootDecision decision) {
        return switch (decision) {
            case BootDecision.Install install ->
                "installs by profile %s%s"
                        .formatted(
                                install.profile().name(),
                                install.site().map(" for site "::concat).orElse(""));
            case BootDecision.Kernel kernel -> "boots the kernel " + kernel.kernel();
            case BootDecision.Script _ -> "runs a script of the service";
            case BootDecision.Local _ -> "goes on with its own disk";
            case BootDecision.Wait _ -> "waits";
            case BootDecision.Refuse _ -> "is refused";
        };
    }

    private static String kind(BootDecision decision) {
        return switch (decision) {
            case BootDecision.Install _ -> "install";
            case BootDecision.Kernel _ -> "kernel";
            case BootDecision.Script _ -> "script";
            case BootDecision.Local _ -> "local";
            case BootDecision.Wait _ -> "wait";
            case BootDecision.Refuse _ -> "refuse";
        };
    }
}
