package dev.slipway.ova.process;

import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.output.SourceDateEpoch;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.process.RequestMessages;
import dev.slipway.builder.quantity.ByteSize;
import dev.slipway.builder.quantity.TimeSpan;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.ova.build.DescriptionParameters;
import dev.slipway.ova.build.MachineParameters;
import dev.slipway.ova.build.OvaParameters;
import dev.slipway.ova.build.SigningFiles;
import dev.slipway.ova.build.SourceParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the lines of a request say of an appliance.
record RequestLines(RequestMessages request) {

    /// What the user said, with an output in any case: Maven has a directory for it, which the command has not.
    OvaParameters parameters() {
        return new OvaParameters(
                source(),
                machine(),
                description(),
                request.one("format"),
                request.file("output").or(() -> request.file("default-output")).orElseThrow(),
                number("level"),
                signing());
    }

    private SourceParameters source() {
        return new SourceParameters(
                request.values("disk").stream().map(Path::of).toList(),
                request.file("installer"),
                request.file("seed"),
                request.one("base"),
                request.file("user-data"),
                new SeedFiles(request.file("meta-data"), request.file("network-config")),
                size("disk-size"),
                timeout(),
                size("install-memory").map(bytes -> Math.clamp(bytes >> 20, 1, Integer.MAX_VALUE)),
                request.values("kernel-argument"),
                request.one("squashfs-compression"),
                request.baseAccess(),
                SourceDateEpoch.of(request.one("source-date-epoch")),
                request.flag("strict", false));
    }

    private MachineParameters machine() {
        return new MachineParameters(
                number("cpus"),
                size("memory"),
                request.one("firmware"),
                request.flag("secure-boot", false),
                request.one("controller"),
                request.one("hardware-version"),
                request.one("guest-os"),
                request.values("nic"));
    }

    private DescriptionParameters description() {
        return new DescriptionParameters(
                request.one("name"),
                request.one("product"),
                request.one("vendor"),
                request.one("product-version"),
                request.one("annotation"),
                request.file("eula"),
                request.values("property"),
                request.flag("user-data-properties", false),
                request.flag("cd-drive", false),
                request.file("cd"));
    }

    private Optional<SigningFiles> signing() {
        return SigningFiles.of(
                request.file("sign-key"),
                request.file("sign-certificate"),
                request.one("sign-key-password").map(KeyPassword::parse));
    }

    private Optional<Integer> number(String name) {
        return request.one(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw Problem.usage("ova." + name, "'%s' is no number".formatted(text))
                        .fix("give a whole number for --" + name)
                        .exception(e);
            }
        });
    }

    private Optional<Long> size(String name) {
        return request.one(name)
                .map(text -> ByteSize.parse(text)
                        .orElseThrow(() -> Problem.usage("ova." + name, "'%s' is no size".formatted(text))
                                .fix("give a size such as 512M or 20G for --" + name)
                                .exception()));
    }

    private Optional<Duration> timeout() {
        return request.one("timeout")
                .map(text -> TimeSpan.parse(text)
                        .orElseThrow(() -> Problem.usage("ova.timeout", "'%s' is no time".formatted(text))
                                .fix("give a time such as 90s, 30m or 1h for --timeout")
                                .exception()));
    }
}
