package dev.slipway.ova.vsphere.template;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.connection.VcenterException;
import dev.slipway.ova.vsphere.template.Inventory.Found;
import dev.slipway.ova.vsphere.template.Inventory.Kind;
import dev.slipway.ova.vsphere.transfer.FileUpload;
import dev.slipway.ova.vsphere.transfer.Leftovers;
import dev.slipway.ova.vsphere.transfer.Leftovers.Leftover;
import dev.slipway.ova.vsphere.transfer.OvaContents;
import dev.slipway.ova.vsphere.transfer.TransferFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Imports an OVA as a virtual machine and marks it as a template: OvfManager.CreateImportSpec,
/// ResourcePool.ImportVApp,
/// the disks by an HttpNfcLease, VirtualMachine.MarkAsTemplate.
///
/// A disk whose connection breaks is sent again from its beginning within the same lease: neither a part of one nor a
/// lease of an earlier run can be gone on with.
public final class TemplateImport {

    private final VcenterApi automation;
    private final Connections connections;
    private final Leftovers leftovers;
    private final BuildListener listener;

    public TemplateImport(VcenterApi automation, Connections connections, Leftovers leftovers, BuildListener listener) {
        this.automation = automation;
        this.connections = connections;
        this.leftovers = leftovers;
        this.listener = listener;
    }

    /// What this vCenter tells of its VI JSON API to everybody.
    ///
    /// @return the path of its SessionManager
    public static String sessionManager(VcenterApi any) throws IOException {
        return ViJson.manager(service(any), "sessionManager");
    }

    private static JsonNode service(VcenterApi any) throws IOException {
        try {
            return any.getOpenly(ViJson.CONTENT);
        } catch (VcenterException e) {
            if (!ViJson.isUnknown(e)) {
                throw e;
            }
            throw Problem.environment("vsphere.too-old", "this vCenter cannot make templates of an OVA this way")
                    .at(any.address().toString())
                    .because("it has no VI JSON API, which came with vSphere 8.0 Update 1")
                    .fix("put the OVA into a content library: --library NAME")
                    .exception(e);
        }
    }

    /// Makes the template.
    ///
    /// @param viJson with a session of that API
    /// @return its identifier
    public String run(OvaContents ova, TemplatePlace place, VcenterApi viJson) throws IOException {
        ImportSpecs.check(ova.facts(), place);
        listener.step("Look for the places of " + place.name());
        ImportSpecs.Destination destination = destination(ova, place);
        List<TransferFile> files = ova.verified(listener);
        ViJson api = new ViJson(viJson, service(viJson));
        listener.step("Make virtual machine " + place.name());
        JsonNode spec = new ImportSpecs(api, listener).create(ova.descriptor(), place, destination);
        NfcLease lease = leftovers.make(() -> start(api, spec, destination), made -> {
            VcenterApi hurried = viJson.hurried();
            return new Leftover(
                    "virtual machine '%s' (lease %s)".formatted(place.name(), made.id()),
                    () -> NfcLease.abort(hurried, made.id()));
        });
        NfcLease.Ready ready = lease.await(spec.path("fileItem"), leftovers);
        sendAll(lease, ready, files);
        VcenterApi hurried = automation.hurried();
        leftovers.become(
                lease::complete,
                List.of(new Leftover(
                        "virtual machine '%s' (%s)".formatted(place.name(), ready.machine()),
                        () -> Inventory.deleteMachine(hurried, ready.machine()))));
        listener.step("Mark %s as a template".formatted(place.name()));
        leftovers.become(() -> api.call("VirtualMachine", ready.machine(), "MarkAsTemplate", null), List.of());
        return ready.machine();
    }

    private ImportSpecs.Destination destination(OvaContents ova, TemplatePlace place) throws IOException {
        Inventory inventory = Inventory.of(automation, place.datacenter());
        Map<String, String> ofCluster = place.cluster().isEmpty()
                ? Map.of()
                : Map.of(
                        "clusters",
                        inventory
                                .find(Kind.CLUSTER, place.cluster().get(), Map.of())
                                .id());
        Found pool = inventory.find(Kind.RESOURCE_POOL, place.resourcePool().orElse("Resources"), ofCluster);
        Found folder = inventory.find(Kind.FOLDER, place.folder().orElse("vm"), Map.of("type", "VIRTUAL_MACHINE"));
        Found datastore = inventory.find(Kind.DATASTORE, place.datastore(), Map.of());
        Map<String, ObjectNode> networks = new LinkedHashMap<>();
        for (String name : ova.facts().networks()) {
            Optional<String> wanted = Optional.ofNullable(place.networks().get(name))
                    .or(() -> Optional.ofNullable(place.networks().get(TemplatePlace.ALL_NETWORKS)));
            Found network = inventory.find(Kind.NETWORK, wanted.orElse(name), Map.of());
            networks.put(name, ViJson.reference(networkType(network.type()), network.id()));
        }
        if (inventory.hasMachine(folder.id(), place.name())) {
            throw Problem.input(
                            "vsphere.template-exists",
                            "there is a virtual machine '%s' already".formatted(place.name()))
                    .at("%s, folder %s".formatted(automation.address(), folder.name()))
                    .fix("name another with --template, or remove that one")
                    .exception();
        }
        long needed = ova.members().stream()
                .mapToLong(member -> member.content().size())
                .sum();
        if (datastore.freeBytes() >= 0 && datastore.freeBytes() < needed) {
            throw Problem.environment("vsphere.full", "the datastore '%s' is too full".formatted(datastore.name()))
                    .at(automation.address().toString())
                    .because("%d bytes are free, and the compressed disks alone are %d"
                            .formatted(datastore.freeBytes(), needed))
                    .exception();
        }
        return new ImportSpecs.Destination(pool.id(), folder.id(), datastore.id(), networks);
    }

    private static String networkType(String type) {
        return switch (type) {
            case "DISTRIBUTED_PORTGROUP" -> "DistributedVirtualPortgroup";
            case "OPAQUE_NETWORK" -> "OpaqueNetwork";
            default -> "Network";
        };
    }

    private static NfcLease start(ViJson api, JsonNode spec, ImportSpecs.Destination destination) throws IOException {
        ObjectNode body = VcenterApi.object();
        body.set("spec", spec.path("importSpec"));
        body.set("folder", ViJson.reference("Folder", destination.folder()));
        JsonNode lease = api.call("ResourcePool", destination.resourcePool(), "ImportVApp", body);
        return new NfcLease(api, lease.path("value").asString(""));
    }

    private void sendAll(NfcLease lease, NfcLease.Ready ready, List<TransferFile> files) throws IOException {
        Map<String, TransferFile> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        long total = 0;
        for (NfcLease.Wanted wanted : ready.files()) {
            TransferFile file = byName.get(wanted.path());
            if (file == null) {
                throw Problem.input("vsphere.answer", "vCenter asks for a file that is not in the OVA")
                        .because("'%s'".formatted(wanted.path()))
                        .exception();
            }
            total += file.content().size();
        }
        long before = 0;
        for (NfcLease.Wanted wanted : ready.files()) {
            TransferFile file = requireNonNull(byName.get(wanted.path()));
            long sentBefore = before;
            long all = Math.max(1, total);
            send(lease, wanted, file, bytes -> (int) ((sentBefore + bytes) * 100.0 / all));
            before += file.content().size();
        }
        lease.progress(100);
    }

    private void send(NfcLease lease, NfcLease.Wanted wanted, TransferFile file, Function<Long, Integer> percent)
            throws IOException {
        FileUpload upload = new FileUpload(connections, automation.patience(), leftovers);
        for (int attempt = 1; ; attempt++) {
            listener.step(attempt == 1 ? "Send " + file.name() : "Send %s again".formatted(file.name()));
            try {
                upload.send(
                        file,
                        wanted.endpoint(),
                        bytes -> listener.progress(bytes, file.content().size()),
                        bytes -> lease.hurried().progress(percent.apply(bytes)));
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                boolean isHopeless = Connections.isDistrust(e)
                        || (e instanceof VcenterException refusal && refusal.status() / 100 == 4);
                if (isHopeless || attempt >= automation.patience().attempts()) {
                    throw e;
                }
                listener.warning("%s: the connection was lost; sending it again".formatted(file.name()));
            }
            lease.progress(percent.apply(0L));
            automation.awaitAfter(attempt);
        }
    }
}
