package dev.slipway.ova.vsphere.template;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Finds objects of the inventory by their names (vSphere Automation API: "Vcenter Datacenter", "Cluster", "Datastore",
/// "Folder", "Network", "ResourcePool", "VM", each with `list`).
final class Inventory {

    private static final int NAMES_MAX = 20;

    private final VcenterApi api;
    private final Optional<String> datacenter;

    private Inventory(VcenterApi api, Optional<String> datacenter) {
        this.api = api;
        this.datacenter = datacenter;
    }

    /// All of it, or what is in one datacenter.
    static Inventory of(VcenterApi api, Optional<String> datacenterName) throws IOException {
        Inventory all = new Inventory(api, Optional.empty());
        return datacenterName.isEmpty()
                ? all
                : new Inventory(
                        api,
                        Optional.of(all.find(Kind.DATACENTER, datacenterName.get(), Map.of())
                                .id()));
    }

    /// Kinds of objects.
    ///
    /// The words are those of paths and members; the plural filters by identifiers.
    enum Kind {
        DATACENTER("datacenter", "datacenters", "datacenter"),
        CLUSTER("cluster", "clusters", "cluster"),
        DATASTORE("datastore", "datastores", "datastore"),
        FOLDER("folder", "folders", "folder"),
        NETWORK("network", "networks", "network"),
        RESOURCE_POOL("resource-pool", "resource_pools", "resource_pool");

        private final String path;
        private final String plural;
        private final String member;

        Kind(String path, String plural, String member) {
            this.path = path;
            this.plural = plural;
            this.member = member;
        }

        String words() {
            return path.replace('-', ' ');
        }
    }

    /// One object.
    ///
    /// @param type where there are several within its kind, such as `DISTRIBUTED_PORTGROUP`
    /// @param freeBytes of a datastore, -1 where that is not told
    record Found(String id, String name, String type, long freeBytes) {}

    /// The one object of that name or with that identifier.
    ///
    /// @throws ProblemException where there is none, or more than one
    Found find(Kind kind, String name, Map<String, String> filters) throws IOException {
        List<Found> found = list(kind, "names", name, filters);
        if (found.isEmpty() && name.matches("[a-z]+-[a-z]?[0-9]+")) {
            found = list(kind, kind.plural, name, filters);
        }
        if (found.size() > 1) {
            throw Problem.input(
                            "vsphere.ambiguous",
                            "there are %d of the name '%s': %s".formatted(found.size(), name, kind.words()))
                    .at(api.address().toString())
                    .fix("name a --datacenter or --cluster, or one of the identifiers: "
                            + String.join(", ", found.stream().map(Found::id).toList()))
                    .exception();
        }
        if (found.isEmpty()) {
            throw unknown(kind, name, filters);
        }
        return found.getFirst();
    }

    private ProblemException unknown(Kind kind, String name, Map<String, String> filters) throws IOException {
        List<String> names = list(kind, "", "", filters).stream()
                .map(found -> "'" + found.name() + "'")
                .distinct()
                .limit(NAMES_MAX)
                .toList();
        Problem problem = Problem.input("vsphere.unknown", "there is no %s '%s'".formatted(kind.words(), name))
                .at(api.address().toString());
        return (names.isEmpty()
                        ? problem.because("this user sees none at all")
                        : problem.fix("there are " + String.join(", ", names)))
                .exception();
    }

    private List<Found> list(Kind kind, String filter, String value, Map<String, String> filters) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(filters);
        if (!filter.isEmpty()) {
            all.put(filter, value);
        }
        if (kind != Kind.DATACENTER) {
            datacenter.ifPresent(id -> all.put("datacenters", id));
        }
        List<Found> found = new ArrayList<>();
        for (JsonNode object : api.get("/api/vcenter/" + kind.path + query(all))) {
            found.add(new Found(
                    object.path(kind.member).asString(""),
                    object.path("name").asString(""),
                    object.path("type").asString(""),
                    object.path("free_space").asLong(-1)));
        }
        return found;
    }

    /// Whether a folder has a virtual machine of that name.
    boolean hasMachine(String folder, String name) throws IOException {
        return !api.get("/api/vcenter/vm" + query(Map.of("folders", folder, "names", name)))
                .isEmpty();
    }

    private static String query(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(parameters).forEach((key, value) -> pairs.add(key + "=" + VcenterApi.part(value)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /// Removes a virtual machine with its disks.
    static void deleteMachine(VcenterApi api, String id) throws IOException {
        api.delete("/api/vcenter/vm/" + VcenterApi.part(id));
    }
}
