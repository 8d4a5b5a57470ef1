package dev.slipway.pxe.server;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.templates.GrubNetworkScript;
import dev.slipway.templates.IpxeScript;
import dev.slipway.templates.NetworkAction;
import dev.slipway.templates.Templates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells boot loaders what to do: `/ipxe/MAC/...` and `/ipxe?mac=MAC` answer with a script for iPXE, `/grub/MAC/...`
/// with
/// a configuration for GRUB.
///
/// @param language of the boot loader
record ScriptRoute(Context context, Language language) implements HttpHandler {

    /// Who reads the script.
    enum Language {
        IPXE,
        GRUB
    }

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        Optional<MacAddress> mac = asked.mac();
        if (mac.isEmpty()) {
            return HttpAnswer.failure(
                    400, "which machine asks? Ask for %s/52-54-00-12-34-56/boot.ipxe".formatted(BootUrls.SCRIPTS));
        }
        BootClient client = ScriptQuery.client(mac.get(), asked.query());
        context.trace().located(mac.get(), asked.client());
        Plan plan = context.plan();
        BootDecision decision = plan.decisions().decide(client);
        tell(client, decision, plan);
        BootUrls urls = context.urls(asked.origin());
        if (decision instanceof BootDecision.Refuse) {
            return HttpAnswer.failure(403, "this machine is not to be installed: " + decision.reason())
                    .uncached();
        }
        if (decision instanceof BootDecision.Script script) {
            return script(script.text());
        }
        NetworkAction action;
        try {
            action = new Boots(plan).action(decision, client, urls).orElse(new NetworkAction.Disk());
        } catch (ProblemException e) {
            context.notices().accept(e.problem());
            action = new NetworkAction.Wait(Boots.plain(e.problem().what()), 30);
        }
        String name = plan.decisions().about(client).name().orElse(client.mac().toString());
        return script(
                switch (language) {
                    case IPXE ->
                        Templates.builtIn().render(new IpxeScript(Boots.plain(name), urls.script(client), action));
                    case GRUB -> Templates.builtIn().render(new GrubNetworkScript(Boots.plain(name), forGrub(action)));
                });
    }

    /// GRUB knows no drives of the network.
    private static NetworkAction forGrub(NetworkAction action) {
        return action instanceof NetworkAction.Drive
                ? new NetworkAction.Wait("GRUB cannot boot a whole image: let the profile boot its kernel", 30)
                : action;
    }

    private static HttpAnswer script(String text) {
        return HttpAnswer.of(HttpBody.Content.text(text))
                .telling(Step.SCRIPT_SENT, "script")
                .uncached();
    }

    private void tell(BootClient client, BootDecision decision, Plan plan) {
        Map<String, String> facts = new HashMap<>();
        facts.put("decision", kind(decision));
        client.uuid().ifPresent(uuid -> facts.put("uuid", uuid.toString()));
        client.serial().ifPresent(serial -> facts.put("serial", serial));
        client.assetTag().ifPresent(asset -> facts.put("asset", asset));
        plan.decisions().about(client).name().ifPresent(name -> facts.put("label", name));
        String words = switch (decision) {
            case BootDecision.Install install -> {
                facts.put("profile", install.profile().name());
                install.site().ifPresent(site -> facts.put("site", site));
                yield "installs by profile %s%s"
                        .formatted(
                                install.profile().name(),
                                install.site().map(" for site "::concat).orElse(""));
            }
            case BootDecision.Kernel kernel -> "boots the kernel " + kernel.kernel();
            case BootDecision.Script _ -> "runs a script of the service";
            case BootDecision.Local _ -> "goes on with its own disk";
            case BootDecision.Wait _ -> "waits";
            case BootDecision.Refuse _ -> "is refused";
        };
        context.trace()
                .tell(new HostEvent(
                        context.clock().instant(),
                        client.mac(),
                        Step.DECISION,
                        "%s: %s".formatted(words, decision.reason()),
                        facts));
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
