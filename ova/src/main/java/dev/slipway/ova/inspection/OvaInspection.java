package dev.slipway.ova.inspection;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.userdata.SecretKeys;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.Manifest.ManifestLine;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.ovf.Ovf;
import dev.slipway.ova.ovf.OvfDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is in an appliance: what its descriptor says of each machine, with the values of properties that may be
/// secret masked, and which files travel with it. Nothing is checked: see
/// [dev.slipway.ova.verification.OvaVerification].
///
/// @param manifestAlgorithms by which the manifest has its digests; none where there is no manifest
/// @param signedBy the name in the certificate, where there is one
/// @param eulas texts that must be accepted
public record OvaInspection(
        Path file,
        long sizeBytes,
        String format,
        List<Machine> machines,
        List<Disk> disks,
        List<String> networks,
        List<Member> members,
        List<String> manifestAlgorithms,
        Optional<String> signedBy,
        List<String> eulas) {

    private static final int TEXT_BYTES_MAX = 1 << 20;

    public OvaInspection {
        machines = List.copyOf(machines);
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
        members = List.copyOf(members);
        manifestAlgorithms = List.copyOf(manifestAlgorithms);
        eulas = List.copyOf(eulas);
    }

    /// A virtual machine.
    ///
    /// @param hardwareVersions such as `vmx-17`
    /// @param devices its controllers, disks, drives and cards
    public record Machine(
            String name,
            Optional<String> product,
            Optional<String> vendor,
            Optional<String> version,
            Optional<String> guestId,
            Optional<String> guest,
            List<String> hardwareVersions,
            Optional<String> firmware,
            boolean secureBoot,
            List<String> transports,
            List<Device> devices,
            List<Property> properties) {
        public Machine {
            hardwareVersions = List.copyOf(hardwareVersions);
            transports = List.copyOf(transports);
            devices = List.copyOf(devices);
            properties = List.copyOf(properties);
        }
    }

    /// A part of a machine.
    ///
    /// @param kind such as `VmxNet3`, where the descriptor tells
    /// @param connectedTo a network, a disk, a file
    public record Device(String name, Optional<String> kind, Optional<String> quantity, List<String> connectedTo) {
        public Device {
            connectedTo = List.copyOf(connectedTo);
        }
    }

    /// A value that whoever deploys the machine may give.
    ///
    /// @param value the default, masked where it may be secret
    public record Property(String key, String type, String value, boolean userConfigurable, boolean password) {}

    /// A disk.
    public record Disk(String file, Optional<Long> capacityBytes, Optional<Long> populatedBytes, String format) {}

    /// A file in the archive.
    public record Member(String name, long sizeBytes) {}

    /// Reads an appliance, ours or somebody else's.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public static OvaInspection of(Path file) {
        OvaFile ova = OvaFile.open(file);
        Ovf ovf = OvfDescriptor.read(ova.text(ova.descriptor(), OvfDescriptor.SIZE_BYTES_MAX));
        return new OvaInspection(
                file,
                sizeOf(file),
                ovf.namespace(),
                ovf.systems().stream().map(OvaInspection::machine).toList(),
                ovf.disks().stream().map(disk -> disk(disk, ovf)).toList(),
                ovf.networks(),
                ova.members().stream()
                        .map(member ->
                                new Member(member.name(), member.content().size()))
                        .toList(),
                ova.manifest().stream()
                        .flatMap(member -> Manifest.read(ova.text(member, TEXT_BYTES_MAX)).manifest().lines().stream())
                        .map(ManifestLine::algorithm)
                        .distinct()
                        .toList(),
                ova.certificate()
                        .flatMap(member -> CertificateFile.read(ova.text(member, TEXT_BYTES_MAX)))
                        .map(signed -> signed.signer().getSubjectX500Principal().getName()),
                ovf.systems().stream()
                        .flatMap(system -> system.eulas().stream())
                        .toList());
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    private static Machine machine(Ovf.VirtualSystem system) {
        Optional<Ovf.Hardware> hardware = system.hardware();
        Optional<Ovf.Product> product = system.products().stream().findFirst();
        return new Machine(
                system.name().or(system::id).orElse(""),
                product.flatMap(Ovf.Product::name),
                product.flatMap(Ovf.Product::vendor),
                product.flatMap(Ovf.Product::version),
                system.operatingSystem().flatMap(Ovf.OperatingSystem::guestId),
                system.operatingSystem().flatMap(Ovf.OperatingSystem::description),
                hardware.map(Ovf.Hardware::families).orElse(List.of()),
                hardware.flatMap(known -> Optional.ofNullable(known.config().get("firmware"))),
                hardware.filter(known ->
                                "true".equalsIgnoreCase(known.config().get("bootOptions.efiSecureBootEnabled")))
                        .isPresent(),
                hardware.map(Ovf.Hardware::transports).orElse(List.of()),
                hardware.map(Ovf.Hardware::items).orElse(List.of()).stream()
                        .map(OvaInspection::device)
                        .toList(),
                system.products().stream()
                        .flatMap(known -> known.properties().stream())
                        .map(OvaInspection::property)
                        .toList());
    }

    private static Device device(Ovf.Item item) {
        return new Device(
                item.elementName().or(item::instanceId).orElse(""),
                item.subType(),
                item.quantity().isPresent()
                        ? Optional.of((item.quantity().getAsLong() + " "
                                        + item.units().orElse(""))
                                .strip())
                        : Optional.empty(),
                item.connections().isEmpty() ? item.hostResources() : item.connections());
    }

    private static Property property(Ovf.Property property) {
        boolean masked = !property.value().isEmpty()
                && (property.isPassword() || SecretKeys.isSecret(property.key()) || isUserData(property.key()));
        return new Property(
                property.key(),
                property.type(),
                masked ? SecretKeys.STARS : SecretKeys.withoutTellingValues(property.value()),
                property.isUserConfigurable(),
                property.isPassword());
    }

    /// User-data holds tokens and passwords, and is seldom plain text here. Its encoding is no secret.
    private static boolean isUserData(String key) {
        String name = key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return (name.contains("userdata") || name.contains("vendordata") || name.contains("ignition"))
                && !name.endsWith(".encoding");
    }

    private static Disk disk(Ovf.Disk disk, Ovf ovf) {
        Optional<String> file = disk.fileRef()
                .flatMap(id -> ovf.files().stream()
                        .filter(known -> known.id().equals(Optional.of(id)))
                        .findFirst()
                        .flatMap(Ovf.FileReference::href));
        return new Disk(
                file.orElse(""),
                disk.capacityBytes().isPresent()
                        ? Optional.of(disk.capacityBytes().getAsLong())
                        : Optional.empty(),
                disk.populatedBytes().isPresent()
                        ? Optional.of(disk.populatedBytes().getAsLong())
                        : Optional.empty(),
                disk.format().map(uri -> uri.substring(uri.indexOf('#') + 1)).orElse(""));
    }
}
