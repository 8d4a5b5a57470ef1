package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a template goes, and with what.
final class TemplateTargetOptions {

    /// A virtual machine's whole configuration may not be larger.
    private static final int PROPERTY_BYTES_MAX = 1 << 20;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description = "Import the OVA as a virtual machine of this name and mark it as a template. Needs vSphere"
                    + " 8.0 Update 1 or later.")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--datacenter",
            paramLabel = "NAME",
            description = "Where the other places are looked for. Default: everywhere.")
    private Optional<String> datacenter = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster whose resource pool is taken.")
    private Optional<String> cluster = Optional.empty();

    @Option(
            names = "--resource-pool",
            paramLabel = "NAME",
            description = "The resource pool, by name or identifier. Default: Resources, the root pool.")
    private Optional<String> resourcePool = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "NAME",
            description = "The folder of virtual machines, by name or identifier. Default: vm, the root folder.")
    private Optional<String> folder = Optional.empty();

    @Option(names = "--datastore", paramLabel = "NAME", description = "The datastore, by name or identifier.")
    private Optional<String> datastore = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "[OVA=]NAME",
            description = "The network that all cards are connected to, or those of one network of the OVA. Can be"
                    + " repeated. Default: the network of the same name.")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = "--provisioning",
            paramLabel = "KIND",
            converter = ConstantConverter.Provisioning.class,
            completionCandidates = Candidates.Provisionings.class,
            description = "How disks take their room: ${COMPLETION-CANDIDATES}. Default: thin.")
    private TemplatePlace.Provisioning provisioning = TemplatePlace.Provisioning.THIN;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A property of the OVF. Everybody on this machine can read it in the list of processes:"
                    + " secrets go into --property-file. Can be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--property-file",
            paramLabel = "KEY=FILE",
            description = "The same with the value in a file, taken as it is. Can be repeated.")
    private Map<String, Path> propertyFiles = new LinkedHashMap<>();

    @Option(
            names = "--accept-eula",
            description = "Accept the license that the OVA shows; without it an OVA with a license is not imported.")
    private boolean acceptLicense;

    /// Whether something is given that a content library has no use for.
    boolean isGiven() {
        return name.isPresent()
                || datacenter.isPresent()
                || cluster.isPresent()
                || resourcePool.isPresent()
                || folder.isPresent()
                || datastore.isPresent()
                || !networks.isEmpty()
                || !properties.isEmpty()
                || !propertyFiles.isEmpty()
                || acceptLicense;
    }

    TemplatePlace place(Path directory) {
        return new TemplatePlace(
                name.orElse(""),
                datacenter,
                cluster,
                resourcePool,
                folder,
                datastore.orElseThrow(() -> Problem.usage("vsphere.datastore", "no datastore is named")
                        .fix("add --datastore NAME")
                        .exception()),
                networks(),
                provisioning,
                properties(directory),
                acceptLicense);
    }

    private Map<String, String> networks() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String network : networks) {
            int equals = network.indexOf('=');
            byName.put(
                    equals < 0 ? TemplatePlace.ALL_NETWORKS : network.substring(0, equals),
                    network.substring(equals + 1));
        }
        return byName;
    }

    private Map<String, String> properties(Path directory) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        propertyFiles.forEach((key, file) -> {
            if (all.put(key, read(directory.resolve(file))) != null) {
                throw Problem.usage("vsphere.property", "the property '%s' is given twice".formatted(key))
                        .exception();
            }
        });
        return all;
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PROPERTY_BYTES_MAX + 1);
            if (bytes.length > PROPERTY_BYTES_MAX) {
                throw Problem.input("vsphere.property", "the value is too large for a property")
                        .at(file.toString())
                        .because("it has more than %d bytes".formatted(PROPERTY_BYTES_MAX))
                        .exception();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.input("vsphere.property", "the value of a property cannot be read")
                    .at(file.toString())
                    .because(e.getClass().getSimpleName())
                    .exception(e);
        }
    }
}
