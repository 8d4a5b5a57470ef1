package dev.slipway.builder.installer.process;

import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.InstallerEnv;
import dev.slipway.builder.installer.InstallerParameters;
import dev.slipway.builder.installer.MediumParameters;
import dev.slipway.builder.process.RequestMessages;
import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the lines of a request say of an installer.
record RequestLines(RequestMessages request) {

    /// Where the env file is.
    Optional<Path> envFile() {
        return request.file("env-file");
    }

    /// What the user said, with an output in any case: Maven has a directory for it, which the command has not.
    InstallerParameters parameters() {
        return new InstallerParameters(
                request.one("base"),
                request.file("user-data"),
                new SeedFiles(request.file("meta-data"), request.file("network-config")),
                Optional.of(output()),
                medium(),
                envFile(),
                request.flag("strict", false),
                request.baseAccess(),
                new EvidenceOptions(
                        request.flag("evidence", true),
                        request.file("sign-key"),
                        request.one("sign-key-password").map(KeyPassword::parse)));
    }

    private MediumParameters medium() {
        return new MediumParameters(
                request.one("volume-id"),
                request.one("flavour"),
                request.values("kernel-argument"),
                additions(),
                request.one("squashfs-compression"),
                request.one("arch").map(Architecture::parse),
                request.one("source-date-epoch"));
    }

    private Path output() {
        Path fallback = Path.of(request.one("default-output").orElseThrow());
        return request.file("output")
                .or(() -> envFile()
                        .map(InstallerEnv::read)
                        .flatMap(InstallerEnv::isoFile)
                        .map(fallback::resolveSibling))
                .orElse(fallback);
    }

    private Map<String, Path> additions() {
        Map<String, Path> additions = new HashMap<>();
        request.all("addition").forEach(fields -> additions.put(fields.getFirst(), Path.of(fields.get(1))));
        return additions;
    }
}
