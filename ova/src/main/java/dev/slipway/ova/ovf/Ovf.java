package dev.slipway.ova.ovf;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What a descriptor says, of whatever program. Nothing of it is known to be right: what lacks is empty, and
/// numbers are as they were written.
///
/// @param namespace of the envelope, which tells the version of the format
/// @param systems all virtual systems, those in collections too
/// @param departures from the schema (DSP8023), in words
public record Ovf(
        String namespace,
        List<FileReference> files,
        List<Disk> disks,
        List<String> networks,
        List<VirtualSystem> systems,
        List<String> departures) {

    public Ovf {
        files = List.copyOf(files);
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
        systems = List.copyOf(systems);
        departures = List.copyOf(departures);
    }

    /// `File`: one of the files that travel with the descriptor.
    public record FileReference(Optional<String> id, Optional<String> href, Optional<String> size, boolean isChunked) {

        /// The size, where one is told.
        public OptionalLong sizeBytes() {
            return Ovf.number(size);
        }
    }

    /// `Disk`.
    ///
    /// @param units of the capacity, `byte` where none is told
    public record Disk(
            Optional<String> id,
            Optional<String> fileRef,
            Optional<String> capacity,
            Optional<String> units,
            Optional<String> populatedSize,
            Optional<String> format) {

        /// The capacity; empty where it is none, or in units that are not known.
        public OptionalLong capacityBytes() {
            return AllocationUnit.bytes(capacity, units.orElse("byte"));
        }

        /// How much of the disk holds data, where it is told.
        public OptionalLong populatedBytes() {
            return Ovf.number(populatedSize);
        }
    }

    /// `VirtualSystem`.
    public record VirtualSystem(
            Optional<String> id,
            Optional<String> name,
            Optional<OperatingSystem> operatingSystem,
            List<Product> products,
            List<String> eulas,
            Optional<Hardware> hardware) {
        public VirtualSystem {
            products = List.copyOf(products);
            eulas = List.copyOf(eulas);
        }
    }

    /// `OperatingSystemSection`.
    public record OperatingSystem(Optional<String> cim, Optional<String> guestId, Optional<String> description) {}

    /// `ProductSection`.
    public record Product(
            Optional<String> name, Optional<String> vendor, Optional<String> version, List<Property> properties) {
        public Product {
            properties = List.copyOf(properties);
        }
    }

    /// `Property`.
    public record Property(
            String key,
            String type,
            String value,
            Optional<String> label,
            boolean isUserConfigurable,
            boolean isPassword) {}

    /// `VirtualHardwareSection`.
    ///
    /// @param families such as `vmx-17`; there may be several to choose from
    /// @param config and `extraConfig`: VMware's settings
    public record Hardware(
            List<String> transports,
            List<String> families,
            List<Item> items,
            Map<String, String> config,
            Map<String, String> extraConfig) {
        public Hardware {
            transports = List.copyOf(transports);
            families = List.copyOf(families);
            items = List.copyOf(items);
            config = Collections.unmodifiableMap(new TreeMap<>(config));
            extraConfig = Collections.unmodifiableMap(new TreeMap<>(extraConfig));
        }
    }

    /// `Item`, of OVF 2 also `StorageItem` and `EthernetPortItem`.
    ///
    /// @param kind which of these
    /// @param isRequired whether an importer that does not know it must refuse
    public record Item(
            String kind,
            Optional<String> instanceId,
            OptionalInt resourceType,
            Optional<String> subType,
            Optional<String> elementName,
            Optional<String> parent,
            Optional<String> addressOnParent,
            List<String> hostResources,
            List<String> connections,
            OptionalLong quantity,
            Optional<String> units,
            boolean isRequired) {

        public Item {
            hostResources = List.copyOf(hostResources);
            connections = List.copyOf(connections);
        }

        /// Whether it is of that type of CIM's.
        public boolean is(int type) {
            return resourceType.isPresent() && resourceType.getAsInt() == type;
        }

        /// What messages call it.
        public String label() {
            return elementName
                    .map("'%s'"::formatted)
                    .or(() -> instanceId.map("item %s"::formatted))
                    .orElse("an item without a name");
        }
    }

    static OptionalLong number(Optional<String> text) {
        return text.map(String::strip)
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElseGet(OptionalLong::empty);
    }
}
