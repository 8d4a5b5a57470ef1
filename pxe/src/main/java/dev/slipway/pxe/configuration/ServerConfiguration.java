package dev.slipway.pxe.configuration;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.subnet.Subnet;
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
/// @param loaders which boot loaders machines get
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
        List<Subnet> subnets,
        HttpPlan http,
        TftpPlan tftp,
        LoaderPlan loaders,
        Map<String, InstallerPlan> installers,
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
}
