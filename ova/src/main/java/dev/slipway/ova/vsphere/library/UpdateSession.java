package dev.slipway.ova.vsphere.library;

import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.connection.VcenterException;
import dev.slipway.ova.vsphere.transfer.Endpoint;
import dev.slipway.ova.vsphere.transfer.TransferFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One change of an item's files (vSphere Automation API: "Content Library Item UpdateSession" and "Content Library
/// Item Updatesession File"). Nobody sees any of it before it is complete.
record UpdateSession(VcenterApi api, String id) {

    private static final String SESSIONS = "/api/content/library/item/update-session";
    private static final String SHA256 = "SHA256";

    /// How vCenter sees a file.
    ///
    /// @param status such as `READY`
    /// @param sha256 of what it has got, where it says so
    /// @param error why its status is `ERROR`
    record State(String name, String status, long sizeBytes, long receivedBytes, String sha256, String error) {

        static State of(JsonNode info) {
            JsonNode checksum = info.path("checksum_info");
            boolean isKnown = checksum.path("algorithm").asString("").equals(SHA256);
            return new State(
                    info.path("name").asString(""),
                    info.path("status").asString(""),
                    info.path("size").asLong(-1),
                    info.path("bytes_transferred").asLong(0),
                    isKnown ? checksum.path("checksum").asString("").toLowerCase(Locale.ROOT) : "",
                    info.path("error_message").path("default_message").asString("vCenter does not say why"));
        }

        boolean isReady() {
            return status.equals("READY");
        }

        boolean isBroken() {
            return status.equals("ERROR");
        }

        /// Whether vCenter has all of this file, and of no other of that name.
        boolean holds(TransferFile file) {
            return isReady()
                    && name.equals(file.name())
                    && sizeBytes == file.content().size()
                    && sha256.equals(file.sha256());
        }
    }

    /// Begins to change an item.
    static UpdateSession create(VcenterApi api, String item) throws IOException {
        return new UpdateSession(
                api,
                api.postOnce(SESSIONS, VcenterApi.object().put("library_item_id", item))
                        .asString(""));
    }

    /// The change of an item that this user has begun and not ended.
    static Optional<UpdateSession> active(VcenterApi api, String item) throws IOException {
        JsonNode ids = api.get(SESSIONS + "?library_item_id=" + VcenterApi.part(item));
        for (String id : ContentLibraries.strings(ids)) {
            UpdateSession session = new UpdateSession(api, id);
            if (session.state().equals("ACTIVE")) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    /// The same by another way to vCenter.
    UpdateSession by(VcenterApi other) {
        return new UpdateSession(other, id);
    }

    private String path() {
        return SESSIONS + "/" + VcenterApi.part(id);
    }

    /// Such as `ACTIVE`, `DONE`, `ERROR`, `CANCELED`.
    String state() throws IOException {
        return api.get(path()).path("state").asString("");
    }

    /// Why its state is `ERROR`.
    String error() throws IOException {
        return api.get(path()).path("error_message").path("default_message").asString("vCenter does not say why");
    }

    /// All files: of the item as it was, and those that were added.
    List<State> files() throws IOException {
        List<State> files = new ArrayList<>();
        api.get(path() + "/file").forEach(info -> files.add(State.of(info)));
        return files;
    }

    /// One of them.
    State file(String name) throws IOException {
        return State.of(api.get(path() + "/file/" + VcenterApi.part(name)));
    }

    /// Says what will be sent; for a file that was announced before, it begins from its first byte again.
    ///
    /// @return where to send it
    Endpoint announce(TransferFile file) throws IOException {
        JsonNode checksum = VcenterApi.object().put("algorithm", SHA256).put("checksum", file.sha256());
        JsonNode info = api.postAgain(
                path() + "/file",
                VcenterApi.object()
                        .put("name", file.name())
                        .put("source_type", "PUSH")
                        .put("size", file.content().size())
                        .set("checksum_info", checksum));
        JsonNode endpoint = info.path("upload_endpoint");
        return new Endpoint(
                Endpoint.address(endpoint.path("uri").asString(""), api.address() + path() + "/file"),
                "PUT",
                Map.of("Content-Type", "application/octet-stream"),
                Thumbprint.ofApi(endpoint.path("ssl_certificate_thumbprint").asString("")));
    }

    /// Takes a file out that the item had before.
    void remove(String name) throws IOException {
        api.delete(path() + "/file/" + VcenterApi.part(name));
    }

    /// Keeps it from expiring.
    void keepAlive(OptionalInt percent) throws IOException {
        ObjectNode body = VcenterApi.object();
        percent.ifPresent(part -> body.put("client_progress", part));
        api.postAgain(path() + "?action=keep-alive", body);
    }

    /// Why vCenter does not take the files together; empty where it does.
    List<String> complaints() throws IOException {
        JsonNode result = api.postAgain(path() + "/file?action=validate", null);
        List<String> complaints = new ArrayList<>();
        result.path("missing_files").forEach(name -> complaints.add("'%s' is missing".formatted(name.asString(""))));
        result.path("invalid_files")
                .forEach(file -> complaints.add("'%s': %s"
                        .formatted(
                                file.path("name").asString(""),
                                file.path("error_message")
                                        .path("default_message")
                                        .asString("invalid"))));
        if (complaints.isEmpty() && result.path("has_errors").asBoolean(false)) {
            complaints.add("vCenter does not say why");
        }
        return complaints;
    }

    /// Says that all is there.
    void complete() throws IOException {
        try {
            api.postAgain(path() + "?action=complete", null);
        } catch (VcenterException e) {
            // A repeated request may come behind its own success.
            if (!e.errorType().equals("NOT_ALLOWED_IN_CURRENT_STATE") || !state().equals("DONE")) {
                throw e;
            }
        }
    }

    /// Throws away what was sent. One that has ended by itself needs none of it.
    void cancel() throws IOException {
        try {
            api.postAgain(path() + "?action=cancel", null);
        } catch (VcenterException e) {
            if (!e.errorType().equals("NOT_ALLOWED_IN_CURRENT_STATE")) {
                throw e;
            }
        }
    }
}
