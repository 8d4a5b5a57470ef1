package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.vsphere.connection.CertificateTrust;
import dev.slipway.ova.vsphere.connection.CredentialSource;
import dev.slipway.ova.vsphere.connection.Credentials;
import dev.slipway.ova.vsphere.connection.Thumbprint;
import dev.slipway.ova.vsphere.connection.VcenterAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// Which vCenter, how it is known, and who logs in.
final class VcenterOptions {

    @Option(
            names = "--vcenter",
            paramLabel = "HOST[:PORT]",
            required = true,
            description = "The vCenter Server, version 7.0 Update 2 or later.")
    private String vcenter = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who logs in, such as administrator@vsphere.local. Default: VSPHERE_USER.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password. Default: VSPHERE_PASSWORD.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--credentials-file",
            paramLabel = "FILE",
            description = "A file with the lines user=NAME and password=SECRET.")
    private Optional<Path> credentialsFile = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM of the authorities that are trusted, and no others. Default: those of"
                    + " the system.")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--thumbprint",
            paramLabel = "SHA256",
            description = "The SHA-256 of vCenter's certificate, in hexadecimal digits: this one is trusted and no"
                    + " other, whoever issued it for whatever name.")
    private Optional<String> thumbprint = Optional.empty();

    VcenterAddress address() {
        return VcenterAddress.parse(vcenter);
    }

    CertificateTrust trust(Path directory) {
        if (authorities.isPresent() && thumbprint.isPresent()) {
            throw Problem.usage("vsphere.trust", "there are two ways to know vCenter by")
                    .fix("give either --ca or --thumbprint")
                    .exception();
        }
        return thumbprint
                .<CertificateTrust>map(text -> new CertificateTrust.Pinned(Thumbprint.parse(text)))
                .or(() -> authorities.map(file -> new CertificateTrust.Authorities(directory.resolve(file))))
                .orElseGet(CertificateTrust.SystemAuthorities::new);
    }

    Credentials credentials(Surroundings surroundings, Consumer<String> warnings) {
        Path directory = surroundings.directory();
        return new CredentialSource(user, passwordFile.map(directory::resolve), credentialsFile.map(directory::resolve))
                .read(surroundings.environment(), warnings);
    }
}
