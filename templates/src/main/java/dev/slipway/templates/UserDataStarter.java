package dev.slipway.templates;

import java.util.Locale;

/// A commented user-data to begin with. What has to be filled in has a value that is right in form and leads nowhere:
/// names below `example.test` (RFC 6761) and addresses for documentation (RFC 5737).
///
/// @param purpose what it is for
/// @param endpoint of the management, without a scheme
/// @param registrationUrl of the registration app, which the QR code leads to
/// @param sshKey of the operator, who may log in
/// @param network of a static host
public record UserDataStarter(
        Purpose purpose, String endpoint, String registrationUrl, String sshKey, StaticNetwork network)
        implements Template {

    private static final String EXAMPLE_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleEx operator@example";

    /// A starter with values to be filled in.
    public static UserDataStarter of(Purpose purpose) {
        return new UserDataStarter(
                purpose,
                "api.example.test",
                "https://register.example.test",
                EXAMPLE_KEY,
                new StaticNetwork("enp1s0", "192.0.2.25/24", "192.0.2.1", "192.0.2.53"));
    }

    @Override
    public String file() {
        return "user-data-%s.ftl".formatted(purpose.id());
    }

    /// What a user-data is for.
    public enum Purpose {
        /// Hosts that a central management looks after.
        CENTRAL,
        /// Hosts that look after themselves, with a user interface of their own.
        LOCAL,
        /// Hosts without a way to the outside, with a registry of their own.
        AIRGAP,
        /// Hosts of a central management with a fixed address.
        STATIC_NETWORK,
        /// Hosts that boot Debian live, where cloud-init reads the user-data.
        DEBIAN_LIVE;

        /// Its name in commands.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A fixed address.
    ///
    /// @param interfaceName as `ip link` shows it
    /// @param address with the length of its prefix
    /// @param gateway the router
    /// @param nameserver for DNS
    public record StaticNetwork(String interfaceName, String address, String gateway, String nameserver) {}
}
