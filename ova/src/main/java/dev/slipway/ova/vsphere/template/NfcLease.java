package dev.slipway.ova.vsphere.template;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.transfer.Endpoint;
import dev.slipway.ova.vsphere.transfer.Leftovers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An HttpNfcLease: vCenter has made a virtual machine and waits for its disks. It is lost, and with it the machine,
/// where nobody reports progress.
record NfcLease(ViJson api, String id) {

    private static final String TYPE = "HttpNfcLease";

    /// A file that vCenter waits for.
    ///
    /// @param path as the descriptor has it
    record Wanted(String path, Endpoint endpoint) {}

    /// What a lease is ready for.
    ///
    /// @param machine the identifier of the virtual machine
    record Ready(String machine, List<Wanted> files) {

        Ready {
            files = List.copyOf(files);
        }
    }

    /// Waits until the machine is made.
    ///
    /// @param fileItems what is to be sent, as CreateImportSpec listed it
    Ready await(JsonNode fileItems, Leftovers leftovers) throws IOException {
        VcenterApi waiting = api.api();
        long end = System.nanoTime() + waiting.patience().settle().toNanos();
        while (true) {
            String state = text(api.property(TYPE, id, "state"));
            switch (state) {
                case "ready" -> {
                    return ready(api.property(TYPE, id, "info"), fileItems);
                }
                case "error", "done" ->
                    throw Problem.input("vsphere.refused", "vCenter could not make the virtual machine")
                            .at(waiting.address().toString())
                            .because(ViJson.words(api.property(TYPE, id, "error")))
                            .exception();
                default -> {}
            }
            if (leftovers.isClosed()) {
                throw new InterruptedIOException("interrupted");
            }
            if (System.nanoTime() > end) {
                throw Problem.environment("vsphere.slow", "vCenter does not come to an end with the virtual machine")
                        .at(waiting.address().toString())
                        .exception();
            }
            waiting.awaitPoll();
        }
    }

    /// Enumerations may come wrapped, as values of no particular type do.
    private static String text(JsonNode value) {
        return value.isObject() ? value.path("_value").asString("") : value.asString("");
    }

    private Ready ready(JsonNode info, JsonNode fileItems) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode item : fileItems) {
            String path = item.path("path").asString("");
            if (!item.path("compressionMethod").asString("").isEmpty()) {
                throw Problem.input("vsphere.ova", "'%s' is compressed as a whole".formatted(path))
                        .because("vCenter takes disks only as they are, compressed by their own format")
                        .fix("build the OVA without ovf:compression")
                        .exception();
            }
            wanted.add(new Wanted(path, endpoint(info, item, path)));
        }
        return new Ready(info.path("entity").path("value").asString(""), wanted);
    }

    private Endpoint endpoint(JsonNode info, JsonNode item, String path) throws IOException {
        for (JsonNode device : info.path("deviceUrl")) {
            if (device.path("importKey")
                    .asString("")
                    .equals(item.path("deviceId").asString(""))) {
                // A host that is asked directly does not know its own name.
                String url = device.path("url")
                        .asString("")
                        .replaceFirst("^https://\\*/", "https://" + api.api().address() + "/");
                // Disks are sent to a file that the machine has; other files are made by being sent.
                boolean isNew = item.path("create").asBoolean(false);
                return new Endpoint(
                        Endpoint.address(url, api.api().address() + ViJson.BASE + "/" + TYPE),
                        isNew ? "PUT" : "POST",
                        isNew
                                ? Map.of("Content-Type", "application/octet-stream", "Overwrite", "t")
                                : Map.of("Content-Type", "application/x-vnd.vmware-streamVmdk"),
                        thumbprint(device));
            }
        }
        throw lost(path);
    }

    private static Optional<Thumbprint> thumbprint(JsonNode device) {
        return Thumbprint.ofApi(device.path("sslThumbprint").asString(""));
    }

    private ProblemException lost(String path) {
        return Problem.environment("vsphere.answer", "vCenter does not say where to send '%s'".formatted(path))
                .at(api.api().address().toString())
                .exception();
    }

    /// The same for somebody in a hurry.
    NfcLease hurried() {
        return new NfcLease(new ViJson(api.api().hurried(), api.service()), id);
    }

    /// Reports how far it has come, which renews the lease.
    void progress(int percent) throws IOException {
        api.callAgain(TYPE, id, "HttpNfcLeaseProgress", VcenterApi.object().put("percent", percent));
    }

    /// Says that all is there.
    void complete() throws IOException {
        api.call(TYPE, id, "HttpNfcLeaseComplete", null);
    }

    /// Gives up: vCenter removes what it has made.
    static void abort(VcenterApi api, String id) throws IOException {
        api.postAgain(ViJson.path(TYPE, id, "HttpNfcLeaseAbort"), null);
    }
}
