package dev.slipway.templates;

import java.util.List;
import java.util.Optional;

/// The descriptor of an appliance with one virtual machine (DSP0243 1.1.0). The template writes what it is given,
/// in the order given: what stands in a descriptor is decided by who fills this model.
///
/// @param files in the order in which they come in the archive
/// @param eula the text that somebody must accept before the appliance is imported
public record OvfEnvelope(
        List<FileReference> files,
        List<Disk> disks,
        List<Network> networks,
        String name,
        Optional<String> annotation,
        Product product,
        Optional<String> eula,
        OperatingSystem operatingSystem,
        Hardware hardware)
        implements Template {

    public OvfEnvelope {
        files = List.copyOf(files);
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
    }

    @Override
    public String file() {
        return "ovf.xml.ftl";
    }

    /// `ovf:File`.
    public record FileReference(String id, String href, long sizeBytes) {}

    /// `ovf:Disk`.
    public record Disk(String id, String fileId, long capacityBytes, long populatedBytes) {}

    /// `ovf:Network`.
    public record Network(String name, String description) {}

    /// `ovf:ProductSection`.
    ///
    /// @param facts `Product`, `Vendor`, `Version` and so on, in the order of the schema
    /// @param groups of properties, each under its category
    public record Product(List<Field> facts, List<PropertyGroup> groups) {
        public Product {
            facts = List.copyOf(facts);
            groups = List.copyOf(groups);
        }
    }

    /// Properties under one heading.
    public record PropertyGroup(String category, List<Property> properties) {
        public PropertyGroup {
            properties = List.copyOf(properties);
        }
    }

    /// `ovf:Property`.
    ///
    /// @param attributes besides its key, type and value
    public record Property(
            String key, String type, String value, List<Field> attributes, String label, String description) {
        public Property {
            attributes = List.copyOf(attributes);
        }
    }

    /// `ovf:OperatingSystemSection`.
    ///
    /// @param cim the number of CIM_OperatingSystem.OsType
    /// @param guestId VMware's name of it
    public record OperatingSystem(int cim, String guestId, String description) {}

    /// `ovf:VirtualHardwareSection`.
    ///
    /// @param transport how properties reach the guest, separated by spaces
    /// @param family such as `vmx-17`
    /// @param config and `extraConfig`: VMware's settings of the machine
    public record Hardware(
            Optional<String> transport, String family, List<Item> items, List<Field> config, List<Field> extraConfig) {
        public Hardware {
            items = List.copyOf(items);
            config = List.copyOf(config);
            extraConfig = List.copyOf(extraConfig);
        }
    }

    /// `ovf:Item`.
    ///
    /// @param required whether an importer that does not know it must refuse
    /// @param fields in the order of the schema, which is that of their names
    public record Item(boolean required, List<Field> fields) {
        public Item {
            fields = List.copyOf(fields);
        }
    }

    /// A name with its text.
    public record Field(String name, String value) {}
}
