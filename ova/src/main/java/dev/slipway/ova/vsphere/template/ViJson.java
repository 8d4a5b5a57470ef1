package dev.slipway.ova.vsphere.template;

import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Paths and values of the Virtual Infrastructure JSON API.
///
/// @param api with a session of this API
/// @param service the content of the ServiceInstance: where its managers are
record ViJson(VcenterApi api, JsonNode service) {

    /// The first release that has this API; later ones understand its paths.
    static final String BASE = "/sdk/vim25/8.0.1.0";

    /// The ServiceInstance's content, which is told to everybody.
    static final String CONTENT = BASE + "/ServiceInstance/ServiceInstance/content";

    /// A method or property of an object.
    static String path(String type, String id, String member) {
        return "%s/%s/%s/%s".formatted(BASE, VcenterApi.part(type), VcenterApi.part(id), member);
    }

    /// The path of one of the managers.
    static String manager(JsonNode service, String member) {
        JsonNode reference = service.path(member);
        return "%s/%s/%s"
                .formatted(
                        BASE,
                        VcenterApi.part(reference.path("type").asString("")),
                        VcenterApi.part(reference.path("value").asString("")));
    }

    /// A reference to an object.
    static ObjectNode reference(String type, String id) {
        return VcenterApi.object()
                .put("_typeName", "ManagedObjectReference")
                .put("type", type)
                .put("value", id);
    }

    /// A method that must not run twice.
    JsonNode call(String type, String id, String method, @Nullable JsonNode body) throws IOException {
        return api.postOnce(path(type, id, method), body);
    }

    /// A method that may run twice.
    JsonNode callAgain(String type, String id, String method, @Nullable JsonNode body) throws IOException {
        return api.postAgain(path(type, id, method), body);
    }

    /// A property.
    JsonNode property(String type, String id, String name) throws IOException {
        return api.get(path(type, id, name));
    }

    /// A refusal of this API, with words of its own for its faults.
    static String words(JsonNode localizedFault) {
        String message = localizedFault.path("localizedMessage").asString("");
        return message.isEmpty()
                ? localizedFault.path("fault").path("_typeName").asString("vCenter does not say why")
                : message;
    }

    /// Whether an older vCenter says that it has no such API.
    static boolean isUnknown(IOException failure) {
        return failure instanceof VcenterException refusal && refusal.isMissing() && !Connections.isDistrust(refusal);
    }
}
