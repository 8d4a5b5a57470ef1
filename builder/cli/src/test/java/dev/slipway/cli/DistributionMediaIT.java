package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.DistributionIso;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Media of distributions, built, looked at and verified as a user does it.
@RequiresTool({"xorriso", "mkfs.fat", "mcopy"})
class DistributionMediaIT {

    @TempDir
    private Path directory;

    enum Medium {
        CASPER(DistributionIso.UBUNTU_LIVE_SERVER, "casper", "/slipway/user-data", """
                #cloud-config
                hostname: shop
                chpasswd:
                  list: 'ops:hunter2'
                autoinstall:
                  version: 1
                  identity:
                    hostname: shop
                    username: ops
                    password: hunter2
                """, "    hostname: shop"),
        DEBIAN_INSTALLER(
                DistributionIso.DEBIAN_INSTALLER,
                "debian-installer",
                "/slipway/preseed.cfg",
                """
                #_preseed_V1
                d-i netcfg/get_hostname string shop
                d-i passwd/user-password password hunter2
                d-i passwd/user-password-again password hunter2
                """,
                "d-i netcfg/get_hostname string shop"),
        DRACUT_LIVE(DistributionIso.FEDORA_LIVE, "dracut-live", "/slipway/user-data", """
                #cloud-config
                hostname: shop
                password: hunter2
                """, "hostname: shop");

        private final DistributionIso iso;
        private final String flavour;
        private final String path;
        private final String configuration;
        private final String shownLine;

        Medium(DistributionIso iso, String flavour, String path, String configuration, String shownLine) {
            this.iso = iso;
            this.flavour = flavour;
            this.path = path;
            this.configuration = configuration;
            this.shownLine = shownLine;
        }
    }

    @ParameterizedTest
    @EnumSource
    void inspectShowsTheFlavourAndTheUserDataWithoutSecrets(Medium medium) throws IOException {
        build(medium);

        Run table = Run.in(directory, "inspect", "out.iso");
        Run json = Run.in(directory, "inspect", "--json", "out.iso");

        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out())
                .contains("\nFlavour\n  %s\n".formatted(medium.flavour))
                .contains("  %s, %d bytes, secrets masked:\n".formatted(medium.path, medium.configuration.length()))
                .contains("  | %s\n".formatted(medium.shownLine))
                .doesNotContain("hunter2");
        assertThat(json.out())
                .containsPattern("\"flavour\" ?: ?\"%s\"".formatted(medium.flavour))
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @EnumSource
    void verifyFindsTheMediumSound(Medium medium) throws IOException {
        build(medium);

        Run run = Run.in(directory, "verify", "out.iso");

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^pass +kernel-arguments ")
                .containsPattern("(?m)^pass +user-data-sound ")
                .containsPattern("(?m)^pass +site-area-described ")
                .contains(" 0 failed")
                .doesNotContain("hunter2");
    }

    private void build(Medium medium) throws IOException {
        Path base = medium.iso.make(directory);
        Files.writeString(directory.resolve("configuration"), medium.configuration);
        Run run = Run.in(
                directory, "build-installer", "--base", "iso:" + base, "--user-data=configuration", "--output=out.iso");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
    }
}
