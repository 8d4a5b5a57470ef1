package dev.slipway.pxe.admin;

import dev.slipway.pxe.doctor.Diagnosis;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.json.TraceJson;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A machine as JSON: its trace, and what the doctor says of it.
final class HostDocument {

    private HostDocument() {}

    static String of(HostTrace trace, List<Diagnosis> diagnoses) {
        ObjectNode root = TraceJson.of(trace);
        ArrayNode array = root.putArray("diagnoses");
        for (Diagnosis diagnosis : diagnoses) {
            ObjectNode node = array.addObject()
                    .put("rule", diagnosis.rule())
                    .put("kind", diagnosis.kind().name().toLowerCase(Locale.ROOT))
                    .put("confidence", diagnosis.confidence().name().toLowerCase(Locale.ROOT))
                    .put("cause", diagnosis.cause());
            ArrayNode evidence = node.putArray("evidence");
            diagnosis.evidence().forEach(evidence::add);
            ArrayNode next = node.putArray("next");
            diagnosis.next().forEach(next::add);
        }
        return root.toString();
    }
}
