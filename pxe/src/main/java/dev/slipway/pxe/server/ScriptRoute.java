package dev.slipway.pxe.server;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.trace.Step;
import dev.slipway.templates.IpxeScript;
import dev.slipway.templates.NetworkAction;
import dev.slipway.templates.Templates;
import java.util.Optional;

/// Tells iPXE what its machine is to do: `/ipxe/MAC/...` and `/ipxe?mac=MAC` answer with a script.
record ScriptRoute(Context context) implements HttpHandler {

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
        DecisionNews.tell(context, client, decision);
        if (decision instanceof BootDecision.Refuse) {
            return HttpAnswer.failure(403, "this machine is not to be installed: " + decision.reason())
                    .uncached();
        }
        if (decision instanceof BootDecision.Script script) {
            return script(script.text());
        }
        BootUrls urls = context.urls(asked.origin());
        String machine = Boots.plain(plan.decisions().nameOf(client));
        NetworkAction action = action(plan, decision, client, urls);
        return script(Templates.builtIn().render(new IpxeScript(machine, urls.script(client), action)));
    }

    private NetworkAction action(Plan plan, BootDecision decision, BootClient client, BootUrls urls) {
        try {
            return new Boots(plan).action(decision, client, urls).orElse(new NetworkAction.Disk());
        } catch (ProblemException e) {
            context.notices().accept(e.problem());
            return Boots.waiting(e.problem().what());
        }
    }

    private static HttpAnswer script(String text) {
        return HttpAnswer.of(HttpBody.Content.text(text))
                .telling(Step.SCRIPT_SENT, "script")
                .uncached();
    }
}
