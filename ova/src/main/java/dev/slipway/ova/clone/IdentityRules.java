package dev.slipway.ova.clone;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks in one file system for what belongs to one machine.
final class IdentityRules {

    private static final int FILE_BYTES_MAX = 1 << 20;

    /// Where an installed system may have its `/etc`: as it is, or as changes that lie over it.
    private static final List<String> ETC = List.of("etc", ".etc/changes", ".state/etc.bind");

    private static final List<String> SSH =
            List.of("etc/ssh", ".etc/changes/ssh", ".state/etc-ssh.bind", ".state/etc.bind/ssh");
    private static final Pattern HOST_KEY = Pattern.compile("ssh_host_[a-z0-9_]+_key");

    private static final List<String> VAR = List.of("var", "", ".state/var.bind");
    private static final List<String> LEASES =
            List.of("lib/dhcp", "lib/dhclient", "lib/dhcpcd", "lib/NetworkManager", "lib/systemd/network");
    private static final Pattern LEASE = Pattern.compile(".*\\.(lease|leases)");

    private static final Pattern YAML = Pattern.compile(".*\\.ya?ml|userdata");
    private static final String UNINITIALIZED = "uninitialized";

    private final ReadFileSystem files;
    private final List<String> found = new ArrayList<>();

    IdentityRules(ReadFileSystem files) {
        this.files = files;
    }

    /// A sentence for each thing that is there.
    List<String> find() throws IOException {
        machineId();
        hostKeys();
        leases();
        instance();
        siteName();
        return found;
    }

    private void machineId() throws IOException {
        for (String etc : ETC) {
            String path = etc + "/machine-id";
            Optional<String> id = files.read(path, FILE_BYTES_MAX).map(IdentityRules::text);
            if (id.isPresent() && !id.get().isEmpty() && !id.get().equals(UNINITIALIZED)) {
                tell(
                        "a machine id is on the disk (%s): all copies would have the same one, and ask for the same address",
                        path, "empty the file: : > /etc/machine-id");
            }
        }
    }

    private void hostKeys() throws IOException {
        for (String directory : SSH) {
            Optional<String> key = files.names(directory).stream()
                    .filter(name -> HOST_KEY.matcher(name).matches())
                    .findFirst();
            if (key.isPresent()) {
                tell(
                        "SSH host keys are on the disk (%s): whoever has one copy can pose as all others",
                        directory + "/" + key.get(), "remove them: rm /etc/ssh/ssh_host_*");
            }
        }
    }

    private void leases() throws IOException {
        for (String var : VAR) {
            for (String place : LEASES) {
                String directory = var.isEmpty() ? place : var + "/" + place;
                for (String name : files.names(directory)) {
                    if (LEASE.matcher(name).matches()) {
                        tell(
                                "a DHCP lease is on the disk (%s): copies would ask for the address of the original",
                                directory + "/" + name, "remove it");
                        return;
                    }
                }
            }
        }
    }

    private void instance() throws IOException {
        for (String var : VAR) {
            String directory = var.isEmpty() ? "lib/cloud/instances" : var + "/lib/cloud/instances";
            Optional<String> instance = files.names(directory).stream().findFirst();
            if (instance.isPresent()) {
                tell(
                        "cloud-init has run on this disk (%s): copies may not apply their user-data",
                        directory, "clean up before the disk is taken: cloud-init clean --logs --machine-id");
                return;
            }
        }
    }

    /// User-data lies at the root of the OEM partition, as Kairos' installer and ours put it.
    private void siteName() throws IOException {
        for (String directory : List.of("", "oem")) {
            for (String name : files.names(directory)) {
                String path = directory.isEmpty() ? name : directory + "/" + name;
                if (YAML.matcher(name).matches()
                        && files.read(path, FILE_BYTES_MAX)
                                .filter(IdentityRules::namesHost)
                                .isPresent()) {
                    tell(
                            "the user-data on the disk fixes 'stylus.site.name' (%s): all copies would register as the same"
                                    + " edge host",
                            path, "take the line out, so that each copy has an id of its own");
                }
            }
        }
    }

    private static boolean namesHost(byte[] bytes) {
        try {
            return UserData.of(bytes, "user-data")
                    .document()
                    .find("stylus", "site", "name")
                    .filter(YamlScalar.class::isInstance)
                    .map(YamlScalar.class::cast)
                    .filter(name -> !name.text().isBlank() && !name.text().contains("$random"))
                    .isPresent();
        } catch (ProblemException e) {
            // No user-data, whatever else it is.
            return false;
        }
    }

    private void tell(String what, String path, String fix) {
        found.add("%s; %s".formatted(what.formatted(path), fix));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
