package dev.slipway.pxe.server;

import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.templates.NetworkAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers other boot servers by the API of pixiecore: `GET /v1/boot/MAC` tells what a machine boots.
record PixiecoreRoute(Context context) implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EXIT = "#!ipxe\nexit\n";

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        Optional<MacAddress> mac = asked.path().part(2).flatMap(MacAddress::parse);
        if (mac.isEmpty()) {
            return HttpAnswer.failure(400, "ask for /v1/boot/52:54:00:12:34:56");
        }
        BootClient client = ScriptQuery.client(mac.get(), asked.query());
        Plan plan = context.plan();
        BootDecision decision = plan.decisions().decide(client);
        ObjectNode answer = JSON.createObjectNode();
        if (decision instanceof BootDecision.Script script) {
            return json(answer.put("ipxe-script", script.text()));
        }
        Optional<NetworkAction> action = new Boots(plan).action(decision, client, context.urls(asked.origin()));
        return switch (action.orElse(null)) {
            case NetworkAction.Kernel kernel -> {
                answer.put("kernel", kernel.kernel());
                ArrayNode initrds = answer.putArray("initrd");
                kernel.initrds().forEach(initrds::add);
                yield json(answer.put("cmdline", String.join(" ", kernel.arguments())));
            }
            case NetworkAction.Drive drive -> json(answer.put("ipxe-script", "#!ipxe\nsanboot " + drive.iso() + "\n"));
            case NetworkAction.Disk _ -> json(answer.put("ipxe-script", EXIT));
            case NetworkAction.Wait _ -> HttpAnswer.failure(404, "nothing to boot now: " + decision.reason());
            case null -> HttpAnswer.failure(404, "nothing to boot: " + decision.reason());
        };
    }

    private static HttpAnswer json(ObjectNode answer) {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        return HttpAnswer.of(HttpBody.Content.of(bytes, "application/json")).uncached();
    }
}
