package dev.slipway.ova.vsphere.template;

import dev.slipway.builder.problem.Problem;
import java.util.Map;
import java.util.Optional;

/// What a template is called, and where it goes. Each place is the name of an object or its identifier, such as
/// `group-v3`.
///
/// @param name of the template
/// @param datacenter within which the other names are looked for
/// @param cluster whose resource pools are looked for
/// @param resourcePool `Resources`, the root pool, where none is named
/// @param folder `vm`, the root folder, where none is named
/// @param networks of the inventory, by those of the descriptor; the key `*` stands for all others
/// @param provisioning of disks
/// @param properties of the descriptor, by their full keys
/// @param acceptLicense whether the user accepts the license that the descriptor shows
public record TemplatePlace(
        String name,
        Optional<String> datacenter,
        Optional<String> cluster,
        Optional<String> resourcePool,
        Optional<String> folder,
        String datastore,
        Map<String, String> networks,
        Provisioning provisioning,
        Map<String, String> properties,
        boolean acceptLicense) {

    /// Stands for all networks that are not named.
    public static final String ALL_NETWORKS = "*";

    private static final int NAME_LENGTH_MAX = 80;

    public TemplatePlace {
        networks = Map.copyOf(networks);
        properties = Map.copyOf(properties);
        if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
            throw Problem.usage("vsphere.template-name", "this cannot be the name of a template")
                    .because("it has to have 1 to %d characters".formatted(NAME_LENGTH_MAX))
                    .exception();
        }
    }

    /// How room for disks is taken (OvfCreateImportSpecParams, diskProvisioning).
    public enum Provisioning {
        /// As it is written to.
        THIN("thin"),
        /// At once.
        THICK("thick"),
        /// At once, and filled with zeros.
        EAGER_ZEROED_THICK("eagerZeroedThick");

        private final String word;

        Provisioning(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Values of properties are the site's secrets.
    @Override
    public String toString() {
        return "TemplatePlace[name=%s, properties=%s]".formatted(name, properties.keySet());
    }
}
