package dev.slipway.ova.ovf;

import dev.slipway.templates.OvfEnvelope;
import dev.slipway.templates.OvfEnvelope.Disk;
import dev.slipway.templates.OvfEnvelope.Field;
import dev.slipway.templates.OvfEnvelope.FileReference;
import dev.slipway.templates.OvfEnvelope.Network;
import dev.slipway.templates.OvfEnvelope.OperatingSystem;
import dev.slipway.templates.OvfEnvelope.PropertyGroup;
import dev.slipway.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Writes and reads descriptors.
public final class OvfDescriptor {

    /// The most bytes that are read.
    public static final int SIZE_BYTES_MAX = 4 << 20;

    /// How the guest gets its properties: from VMware's tools, and from a CD where there is a drive for it.
    private static final String TRANSPORT = "com.vmware.guestInfo";

    private static final String TRANSPORT_WITH_CD = "com.vmware.guestInfo iso";

    private OvfDescriptor() {}

    /// The descriptor of an appliance: the same for the same appliance, with line ends of Unix.
    public static String render(Appliance appliance) {
        return Templates.builtIn()
                .render(new OvfEnvelope(
                        files(appliance),
                        disks(appliance.disks()),
                        networks(appliance.cards()),
                        appliance.name(),
                        appliance.annotation(),
                        new OvfEnvelope.Product(facts(appliance.product()), groups(appliance.properties())),
                        appliance.eula(),
                        operatingSystem(appliance.hardware().guestOs()),
                        new OvfEnvelope.Hardware(
                                transport(appliance),
                                appliance.hardware().version().family(),
                                HardwareItems.of(appliance),
                                config(appliance.hardware()),
                                settings(appliance.extraConfig()))));
    }

    /// Reads any descriptor, ours or somebody else's.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none, or not to be trusted
    public static Ovf read(byte[] bytes) {
        return OvfReader.read(bytes);
    }

    private static List<FileReference> files(Appliance appliance) {
        List<FileReference> files = new ArrayList<>();
        for (ApplianceDisk disk : appliance.disks()) {
            files.add(new FileReference(OvfIds.ofFile(files.size()), disk.fileName(), disk.fileBytes()));
        }
        appliance
                .cdDrive()
                .flatMap(CdDrive::image)
                .ifPresent(iso ->
                        files.add(new FileReference(OvfIds.ofFile(files.size()), iso.fileName(), iso.fileBytes())));
        return files;
    }

    private static List<Disk> disks(List<ApplianceDisk> disks) {
        List<Disk> described = new ArrayList<>();
        for (ApplianceDisk disk : disks) {
            int index = described.size();
            described.add(
                    new Disk(OvfIds.ofDisk(index), OvfIds.ofFile(index), disk.capacityBytes(), disk.populatedBytes()));
        }
        return described;
    }

    private static List<Network> networks(List<NetworkCard> cards) {
        return cards.stream()
                .map(NetworkCard::network)
                .distinct()
                .map(name -> new Network(name, "The network '%s'".formatted(name)))
                .toList();
    }

    private static List<Field> facts(Product product) {
        List<Field> facts = new ArrayList<>();
        facts.add(new Field("Product", product.name()));
        product.vendor().ifPresent(text -> facts.add(new Field("Vendor", text)));
        product.version().ifPresent(text -> facts.add(new Field("Version", text)));
        product.fullVersion().ifPresent(text -> facts.add(new Field("FullVersion", text)));
        product.url().ifPresent(text -> facts.add(new Field("ProductUrl", text)));
        product.vendorUrl().ifPresent(text -> facts.add(new Field("VendorUrl", text)));
        return facts;
    }

    private static List<PropertyGroup> groups(List<OvfProperty> properties) {
        Map<String, List<OvfEnvelope.Property>> groups = new LinkedHashMap<>();
        for (OvfProperty property : properties) {
            groups.computeIfAbsent(property.category(), category -> new ArrayList<>())
                    .add(described(property));
        }
        return groups.entrySet().stream()
                .map(group -> new PropertyGroup(group.getKey(), group.getValue()))
                .toList();
    }

    private static OvfEnvelope.Property described(OvfProperty property) {
        List<Field> attributes = new ArrayList<>();
        if (property.isUserConfigurable()) {
            attributes.add(new Field("userConfigurable", "true"));
        }
        if (property.isPassword()) {
            attributes.add(new Field("password", "true"));
        }
        return new OvfEnvelope.Property(
                property.key(),
                property.type().word(),
                property.value(),
                attributes,
                property.label(),
                property.description());
    }

    private static OperatingSystem operatingSystem(GuestOs guest) {
        return new OperatingSystem(guest.cim(), guest.id(), guest.description());
    }

    private static Optional<String> transport(Appliance appliance) {
        if (appliance.properties().isEmpty()) {
            return Optional.empty();
        }
        boolean hasEmptyDrive =
                appliance.cdDrive().filter(drive -> drive.image().isEmpty()).isPresent();
        return Optional.of(hasEmptyDrive ? TRANSPORT_WITH_CD : TRANSPORT);
    }

    private static List<Field> config(Hardware hardware) {
        return List.of(
                new Field("bootOptions.efiSecureBootEnabled", Boolean.toString(hardware.secureBoot())),
                new Field("firmware", hardware.firmware().setting()));
    }

    private static List<Field> settings(SortedMap<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> new Field(setting.getKey(), setting.getValue()))
                .toList();
    }
}
