package dev.slipway.pxe.configuration;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a boot server is told.
///
/// @param file it was read from
/// @param interfaces that are served; no other is
/// @param subnets what DHCP hands out
/// @param optionSets DHCP options for machines of a class
/// @param loaders where boot loaders are taken from, in place of the distribution's; by-passed where it lacks one
/// @param secureBoot whether UEFI machines get the signed chain
/// @param installers by name
/// @param profiles by name
/// @param usualProfile for machines that name none
/// @param hosts in the order of the file
/// @param unknown what is done with machines that no rule is about
/// @param decisions a service that is asked what a machine boots
/// @param capabilityLifetime how long a URL that leads to secrets works
/// @param admin where the live page, metrics and health are
/// @param state leases, keys, and which hosts are installed
/// @param user whom the server becomes when its ports are bound
/// @param jsonLog whether the log is JSON
public record ServerConfiguration(
        Path file,
        List<ServedInterface> interfaces,
        List<SubnetPlan> subnets,
        List<OptionSet> optionSets,
        HttpPlan http,
        TftpPlan tftp,
        Optional<Path> loaders,
        boolean secureBoot,
        Map<String, InstallerSource> installers,
        Map<String, Profile> profiles,
        Optional<String> usualProfile,
        List<HostRule> hosts,
        HostRule unknown,
        Optional<DecisionService> decisions,
        Duration capabilityLifetime,
        AdminPlan admin,
        Path state,
        Optional<String> user,
        boolean jsonLog) {

    public ServerConfiguration {
        interfaces = List.copyOf(interfaces);
        subnets = List.copyOf(subnets);
        optionSets = List.copyOf(optionSets);
        installers = Map.copyOf(installers);
        profiles = Map.copyOf(profiles);
        hosts = List.copyOf(hosts);
    }

    /// Reads a configuration.
    ///
    /// @throws ProblemException with all that is wrong, each with its line
    public static ServerConfiguration read(Path file) {
        return ConfigurationReader.read(file);
    }

    /// A service with the API of pixiecore: `GET <url>/v1/boot/<mac>`.
    ///
    /// @param timeout for an answer; the machine waits and asks again after it
    public record DecisionService(URI url, Duration timeout) {}

    /// Where administrators look.
    ///
    /// @param address to listen at
    public record AdminPlan(String address, int port) {}

    /// DHCP options for machines of a class (RFC 2132): all that is said must hold.
    ///
    /// @param vendorClass what option 60 begins with
    /// @param userClass what option 77 holds
    /// @param architecture option 93 as a number
    /// @param macPrefix the first bytes of the card's address, in hexadecimal digits
    /// @param options by number, as they go out
    public record OptionSet(
            Optional<String> vendorClass,
            Optional<String> userClass,
            Optional<Integer> architecture,
            Optional<String> macPrefix,
            Map<Integer, OptionValue> options) {

        public OptionSet {
            options = Map.copyOf(options);
        }
    }

    /// The value of an option: a text, addresses, or bytes in hexadecimal digits.
    public record OptionValue(String text, Kind kind) {

        /// What the text means.
        public enum Kind {
            TEXT,
            ADDRESSES,
            HEX
        }
    }
}
