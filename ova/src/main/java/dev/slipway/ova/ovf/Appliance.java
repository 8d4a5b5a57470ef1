package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An appliance with one virtual machine, as a descriptor tells it.
///
/// @param name what the machine is called where it is imported
/// @param annotation a note that shows beside the machine
/// @param eula a text that must be accepted before the import
/// @param extraConfig lines for the machine's VMX file, such as `disk.EnableUUID`; vSphere warns of them on import
public record Appliance(
        String name,
        Hardware hardware,
        List<ApplianceDisk> disks,
        List<NetworkCard> cards,
        Optional<CdDrive> cdDrive,
        Product product,
        List<OvfProperty> properties,
        Optional<String> annotation,
        Optional<String> eula,
        SortedMap<String, String> extraConfig) {

    /// What vSphere allows.
    private static final int NAME_LENGTH_MAX = 80;

    private static final int CARDS_MAX = 10;
    private static final int PROPERTIES_MAX = 200;
    private static final int EULA_LENGTH_MAX = 512 << 10;
    private static final int SETTING_LENGTH_MAX = 4096;

    /// @throws dev.slipway.builder.problem.ProblemException where there is no such machine, or no such descriptor
    public Appliance {
        disks = List.copyOf(disks);
        cards = List.copyOf(cards);
        properties = List.copyOf(properties);
        extraConfig = Collections.unmodifiableSortedMap(new TreeMap<>(extraConfig));
        PlainText.require("the name of the appliance", name, NAME_LENGTH_MAX);
        annotation.ifPresent(text -> PlainText.requireXml("the annotation", text, EULA_LENGTH_MAX));
        eula.ifPresent(text -> PlainText.requireXml("the EULA", text, EULA_LENGTH_MAX));
        for (Map.Entry<String, String> setting : extraConfig.entrySet()) {
            PlainText.require("a setting's name", setting.getKey(), SETTING_LENGTH_MAX);
            PlainText.requireXml("the setting " + setting.getKey(), setting.getValue(), SETTING_LENGTH_MAX);
        }
        requireNumber("disks", disks.size(), 1, diskPlaces(hardware, cdDrive));
        requireNumber("network cards", cards.size(), 0, CARDS_MAX);
        requireNumber("properties", properties.size(), 0, PROPERTIES_MAX);
        requireDifferentFiles(disks, cdDrive);
        requireDifferentKeys(properties);
    }

    /// A machine with these disks and one card in vSphere's usual network.
    public static Appliance of(String name, Hardware hardware, List<ApplianceDisk> disks) {
        return new Appliance(
                name,
                hardware,
                disks,
                List.of(new NetworkCard(NetworkCard.NETWORK_DEFAULT, NetworkAdapter.VMXNET3)),
                Optional.empty(),
                Product.named(name),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Collections.emptySortedMap());
    }

    /// The same with other cards.
    public Appliance withCards(List<NetworkCard> other) {
        return new Appliance(name, hardware, disks, other, cdDrive, product, properties, annotation, eula, extraConfig);
    }

    /// The same with a CD drive.
    public Appliance withCdDrive(CdDrive drive) {
        return new Appliance(
                name, hardware, disks, cards, Optional.of(drive), product, properties, annotation, eula, extraConfig);
    }

    /// The same with another product.
    public Appliance withProduct(Product other) {
        return new Appliance(name, hardware, disks, cards, cdDrive, other, properties, annotation, eula, extraConfig);
    }

    /// The same with other properties.
    public Appliance withProperties(List<OvfProperty> other) {
        return new Appliance(name, hardware, disks, cards, cdDrive, product, other, annotation, eula, extraConfig);
    }

    /// The same with a note.
    public Appliance withAnnotation(String text) {
        return new Appliance(
                name, hardware, disks, cards, cdDrive, product, properties, Optional.of(text), eula, extraConfig);
    }

    /// The same with a licence.
    public Appliance withEula(String text) {
        return new Appliance(
                name, hardware, disks, cards, cdDrive, product, properties, annotation, Optional.of(text), extraConfig);
    }

    /// The same with other lines for the VMX file.
    public Appliance withExtraConfig(SortedMap<String, String> other) {
        return new Appliance(name, hardware, disks, cards, cdDrive, product, properties, annotation, eula, other);
    }

    /// The CD drive takes a place of the disks where they hang on SATA, as it does.
    private static int diskPlaces(Hardware hardware, Optional<CdDrive> cdDrive) {
        int places = hardware.controller().freeAddresses().size();
        return hardware.controller() == DiskController.SATA && cdDrive.isPresent() ? places - 1 : places;
    }

    private static void requireNumber(String what, int number, int min, int max) {
        if (number < min || number > max) {
            throw Problem.usage("ova.hardware", "a machine with %d %s cannot be made".formatted(number, what))
                    .because("it can have %d to %d".formatted(min, max))
                    .exception();
        }
    }

    private static void requireDifferentFiles(List<ApplianceDisk> disks, Optional<CdDrive> cdDrive) {
        Set<String> seen = new HashSet<>();
        for (ApplianceDisk disk : disks) {
            requireNew(disk.fileName(), seen);
        }
        cdDrive.flatMap(CdDrive::image).ifPresent(iso -> requireNew(iso.fileName(), seen));
    }

    /// Windows and datastores tell no upper from lower case.
    private static void requireNew(String fileName, Set<String> seen) {
        if (!seen.add(fileName.toLowerCase(Locale.ROOT))) {
            throw Problem.usage("ova.files", "two files of the appliance are called %s".formatted(fileName))
                    .exception();
        }
    }

    private static void requireDifferentKeys(List<OvfProperty> properties) {
        Set<String> seen = new HashSet<>();
        for (OvfProperty property : properties) {
            if (!seen.add(property.key())) {
                throw Problem.usage("ova.property", "the property %s comes twice".formatted(property.key()))
                        .exception();
            }
        }
    }
}
