package dev.slipway.ova.vsphere.template;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.transfer.DescriptorFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Has vCenter turn a descriptor into the specification of a virtual machine (OvfManager, CreateImportSpec).
record ImportSpecs(ViJson api, BuildListener listener) {

    /// Where the machine goes, by identifiers.
    ///
    /// @param networks references by the descriptor's names
    record Destination(String resourcePool, String folder, String datastore, Map<String, ObjectNode> networks) {}

    /// Asks before anything is made that the user can be told to do otherwise.
    static void check(DescriptorFacts facts, TemplatePlace place) {
        facts.license().filter(license -> !place.acceptLicense()).ifPresent(license -> {
            throw Problem.usage("vsphere.license", "this OVA has a license that must be accepted")
                    .because("it begins: " + license)
                    .fix("read it, and add --accept-eula")
                    .exception();
        });
        for (String key : new TreeMap<>(place.properties()).keySet()) {
            if (!facts.properties().containsKey(key)) {
                throw property("the OVA has no property '%s'".formatted(key), facts);
            }
            if (!facts.properties().get(key)) {
                throw property("the property '%s' is not for users to set".formatted(key), facts);
            }
        }
        for (String network : new TreeMap<>(place.networks()).keySet()) {
            if (!network.equals(TemplatePlace.ALL_NETWORKS) && !facts.networks().contains(network)) {
                throw Problem.usage("vsphere.network", "the OVA has no network '%s'".formatted(network))
                        .fix("it has: " + String.join(", ", facts.networks()))
                        .exception();
            }
        }
    }

    private static ProblemException property(String what, DescriptorFacts facts) {
        List<String> settable = facts.properties().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Problem problem = Problem.usage("vsphere.property", what);
        return (settable.isEmpty()
                        ? problem.because("it has none that users may set")
                        : problem.fix("those that can be set: " + String.join(", ", settable)))
                .exception();
    }

    /// The specification, and the files that it needs.
    JsonNode create(String descriptor, TemplatePlace place, Destination destination) throws IOException {
        ObjectNode body = VcenterApi.object().put("ovfDescriptor", descriptor);
        body.set("resourcePool", ViJson.reference("ResourcePool", destination.resourcePool()));
        body.set("datastore", ViJson.reference("Datastore", destination.datastore()));
        body.set("cisp", parameters(place, destination));
        JsonNode result = api.api().postAgain(ViJson.manager(api.service(), "ovfManager") + "/CreateImportSpec", body);
        result.path("warning").forEach(warning -> listener.warning(ViJson.words(warning)));
        List<String> errors = new ArrayList<>();
        result.path("error").forEach(error -> errors.add(ViJson.words(error)));
        if (!errors.isEmpty() || !result.path("importSpec").isObject()) {
            throw Problem.input("vsphere.refused", "vCenter does not take this OVF here")
                    .at(api.api().address().toString())
                    .because(errors.isEmpty() ? "vCenter does not say why" : String.join("; ", errors))
                    .exception();
        }
        return result;
    }

    private static ObjectNode parameters(TemplatePlace place, Destination destination) {
        ObjectNode parameters = VcenterApi.object()
                .put("_typeName", "OvfCreateImportSpecParams")
                .put("locale", "")
                .put("deploymentOption", "")
                .put("entityName", place.name())
                .put("diskProvisioning", place.provisioning().word());
        ArrayNode networks = parameters.putArray("networkMapping");
        new TreeMap<>(destination.networks())
                .forEach((name, network) -> networks.addObject()
                        .put("_typeName", "OvfNetworkMapping")
                        .put("name", name)
                        .set("network", network));
        ArrayNode properties = parameters.putArray("propertyMapping");
        new TreeMap<>(place.properties())
                .forEach((key, value) -> properties
                        .addObject()
                        .put("_typeName", "KeyValue")
                        .put("key", key)
                        .put("value", value));
        return parameters;
    }
}
