package dev.slipway.ova.build;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.ovf.OvfProperty;
import dev.slipway.ova.ovf.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody said of the descriptor, as it was said.
///
/// @param name of the machine; by default that of the output
/// @param properties each `KEY` or `KEY=VALUE`
/// @param userDataProperties whether those are added by which user-data reaches a machine of vSphere's
/// @param cdDrive whether the machine has an empty drive
/// @param cd an ISO to lie in it
public record DescriptionParameters(
        Optional<String> name,
        Optional<String> product,
        Optional<String> vendor,
        Optional<String> version,
        Optional<String> annotation,
        Optional<Path> eula,
        List<String> properties,
        boolean userDataProperties,
        boolean cdDrive,
        Optional<Path> cd) {

    private static final String CATEGORY = "Settings";
    private static final int NAME_LENGTH_MAX = 60;

    public DescriptionParameters {
        properties = List.copyOf(properties);
    }

    Description description(Path output, MachineParameters machine, Path directory) {
        String machineName = name.map(DescriptionParameters::fileName).orElseGet(() -> nameOf(output));
        Product named = Product.named(product.orElse(machineName));
        if (vendor.isPresent()) {
            named = named.withVendor(vendor.get());
        }
        if (version.isPresent()) {
            named = named.withVersion(version.get());
        }
        return new Description(
                machineName,
                machine.hardware(),
                machine.networkCards(),
                cdDrive || cd.isPresent(),
                cd.map(directory::resolve),
                named,
                ovfProperties(),
                annotation,
                eula.map(directory::resolve));
    }

    private List<OvfProperty> ovfProperties() {
        List<OvfProperty> all = new ArrayList<>();
        if (userDataProperties) {
            all.addAll(OvfProperty.ofUserData());
        }
        for (String text : properties) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            OvfProperty property = OvfProperty.text(key, CATEGORY, key, "Read by the machine as " + key);
            all.add(equals < 0 ? property : property.withValue(text.substring(equals + 1)));
        }
        return all;
    }

    /// The name is that of files in the archive, too: VMware's importers trip over blanks and letters beyond ASCII.
    private static String fileName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,%d}".formatted(NAME_LENGTH_MAX - 1))) {
            throw Problem.usage("ova.name", "'%s' cannot be the name of an appliance".formatted(name))
                    .because("files in the archive bear it, and importers refuse blanks and letters beyond ASCII")
                    .fix("take letters, digits, '.', '_' and '-', at most %d".formatted(NAME_LENGTH_MAX))
                    .exception();
        }
        return name;
    }

    private static String nameOf(Path output) {
        Path last = output.getFileName();
        String file = last == null ? "" : last.toString();
        int dot = file.lastIndexOf('.');
        String stem = (dot > 0 ? file.substring(0, dot) : file).replaceAll("[^A-Za-z0-9._-]", "-");
        String name = stem.substring(0, Math.min(stem.length(), NAME_LENGTH_MAX));
        return name.isEmpty() || !Character.isLetterOrDigit(name.charAt(0)) ? "appliance" : name;
    }
}
