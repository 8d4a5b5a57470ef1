package dev.slipway.ova.ovf;

import static dev.slipway.ova.ovf.Elements.attribute;
import static dev.slipway.ova.ovf.Elements.first;
import static dev.slipway.ova.ovf.Elements.in;
import static dev.slipway.ova.ovf.Elements.text;
import static dev.slipway.ova.ovf.Elements.texts;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.ovf.Ovf.Disk;
import dev.slipway.ova.ovf.Ovf.FileReference;
import dev.slipway.ova.ovf.Ovf.Hardware;
import dev.slipway.ova.ovf.Ovf.Item;
import dev.slipway.ova.ovf.Ovf.OperatingSystem;
import dev.slipway.ova.ovf.Ovf.Product;
import dev.slipway.ova.ovf.Ovf.Property;
import dev.slipway.ova.ovf.Ovf.VirtualSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.w3c.dom.Element;

/// Reads a descriptor of OVF 1.0, 1.1, 2.0 or 2.1, taking what is there.
final class OvfReader {

    private static final String NAMESPACES = "http://schemas.dmtf.org/ovf/envelope/";

    /// Together, in all sections: more than any machine has.
    private static final int ELEMENTS_MAX = 20_000;

    private static final List<String> ITEMS = List.of("Item", "StorageItem", "EthernetPortItem");

    private OvfReader() {}

    static Ovf read(byte[] bytes) {
        Element envelope = SafeXml.parse(bytes);
        String namespace = String.valueOf(envelope.getNamespaceURI());
        if (!Elements.isNamed(envelope, "Envelope") || !namespace.startsWith(NAMESPACES)) {
            throw Problem.input("ovf.malformed", "the descriptor cannot be read")
                    .because("its root is no Envelope of OVF")
                    .exception();
        }
        if (envelope.getElementsByTagNameNS("*", "*").getLength() > ELEMENTS_MAX) {
            throw Problem.input("ovf.malformed", "the descriptor cannot be read")
                    .because("it has more than %d elements".formatted(ELEMENTS_MAX))
                    .exception();
        }
        List<VirtualSystem> systems = new ArrayList<>();
        addSystems(envelope, systems);
        return new Ovf(
                namespace,
                in(envelope, "References").stream()
                        .flatMap(references -> in(references, "File").stream())
                        .map(OvfReader::file)
                        .toList(),
                in(envelope, "DiskSection").stream()
                        .flatMap(section -> in(section, "Disk").stream())
                        .map(OvfReader::disk)
                        .toList(),
                in(envelope, "NetworkSection").stream()
                        .flatMap(section -> in(section, "Network").stream())
                        .flatMap(network -> attribute(network, "name").stream())
                        .toList(),
                systems,
                SchemaDepartures.of(envelope));
    }

    private static FileReference file(Element file) {
        return new FileReference(
                attribute(file, "id"),
                attribute(file, "href"),
                attribute(file, "size"),
                attribute(file, "chunkSize").isPresent());
    }

    private static Disk disk(Element disk) {
        return new Disk(
                attribute(disk, "diskId"),
                attribute(disk, "fileRef"),
                attribute(disk, "capacity"),
                attribute(disk, "capacityAllocationUnits"),
                attribute(disk, "populatedSize"),
                attribute(disk, "format"));
    }

    /// The depth is bounded where the text is parsed.
    private static void addSystems(Element parent, List<VirtualSystem> systems) {
        for (Element child : in(parent)) {
            if (Elements.isNamed(child, "VirtualSystem")) {
                systems.add(system(child));
            } else if (Elements.isNamed(child, "VirtualSystemCollection")) {
                addSystems(child, systems);
            }
        }
    }

    private static VirtualSystem system(Element system) {
        return new VirtualSystem(
                attribute(system, "id"),
                text(system, "Name"),
                first(system, "OperatingSystemSection").map(OvfReader::operatingSystem),
                in(system, "ProductSection").stream().map(OvfReader::product).toList(),
                in(system, "EulaSection").stream()
                        .flatMap(section -> texts(section, "License").stream())
                        .toList(),
                first(system, "VirtualHardwareSection").map(OvfReader::hardware));
    }

    private static OperatingSystem operatingSystem(Element section) {
        return new OperatingSystem(
                attribute(section, "id"), attribute(section, "osType"), text(section, "Description"));
    }

    private static Product product(Element section) {
        return new Product(
                text(section, "Product"),
                text(section, "Vendor"),
                text(section, "Version").or(() -> text(section, "FullVersion")),
                in(section, "Property").stream().map(OvfReader::property).toList());
    }

    private static Property property(Element property) {
        return new Property(
                attribute(property, "key").orElse(""),
                attribute(property, "type").orElse(""),
                attribute(property, "value").orElse(""),
                text(property, "Label"),
                isTrue(attribute(property, "userConfigurable")),
                isTrue(attribute(property, "password")));
    }

    private static boolean isTrue(Optional<String> flag) {
        return flag.filter(text -> text.equals("true") || text.equals("1")).isPresent();
    }

    private static Hardware hardware(Element section) {
        return new Hardware(
                words(attribute(section, "transport")),
                words(first(section, "System").flatMap(system -> text(system, "VirtualSystemType"))),
                in(section).stream()
                        .filter(element -> ITEMS.contains(Elements.nameOf(element)))
                        .map(OvfReader::item)
                        .toList(),
                settings(section, "Config"),
                settings(section, "ExtraConfig"));
    }

    private static List<String> words(Optional<String> text) {
        return text.stream()
                .flatMap(list -> Arrays.stream(list.strip().split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<String, String> settings(Element section, String name) {
        Map<String, String> settings = new TreeMap<>();
        for (Element setting : in(section, name)) {
            attribute(setting, "key")
                    .ifPresent(
                            key -> settings.put(key, attribute(setting, "value").orElse("")));
        }
        return settings;
    }

    private static Item item(Element item) {
        OptionalLong type = Ovf.number(text(item, "ResourceType"));
        return new Item(
                Elements.nameOf(item),
                text(item, "InstanceID").or(() -> text(item, "InstanceId")),
                type.isPresent() && type.getAsLong() <= Integer.MAX_VALUE
                        ? OptionalInt.of((int) type.getAsLong())
                        : OptionalInt.empty(),
                text(item, "ResourceSubType"),
                text(item, "ElementName").or(() -> text(item, "Caption")),
                text(item, "Parent"),
                text(item, "AddressOnParent"),
                texts(item, "HostResource"),
                texts(item, "Connection"),
                Ovf.number(text(item, "VirtualQuantity")),
                text(item, "AllocationUnits"),
                attribute(item, "required").filter(flag -> flag.equals("false")).isEmpty());
    }
}
