package dev.slipway.builder.evidence.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The expected names are those of the specification's type definitions and test suite.
class PackageUrlTests {

    @Test
    void urlOfDebHasTheDistribution() {
        assertThat(url(Format.DEB, "dpkg", "1.19.0.4", "amd64", Optional.empty(), "debian", ""))
                .isEqualTo("pkg:deb/debian/dpkg@1.19.0.4?arch=amd64&distro=debian");
    }

    @Test
    void urlWithSpecialCharactersEncodesAllButTheColon() {
        assertThat(url(Format.DEB, "libstdc++6", "1:2.3~rc1+dfsg-4", "amd64", Optional.empty(), "debian", "12"))
                .isEqualTo("pkg:deb/debian/libstdc%2B%2B6@1:2.3~rc1%2Bdfsg-4?arch=amd64&distro=debian-12");
    }

    @Test
    void urlOfApkHasItsVersionWithTheRevision() {
        assertThat(url(Format.APK, "curl", "7.83.0-r0", "x86", Optional.empty(), "alpine", ""))
                .isEqualTo("pkg:apk/alpine/curl@7.83.0-r0?arch=x86&distro=alpine");
    }

    @Test
    void urlOfRpmHasTheEpochAmongTheQualifiers() {
        assertThat(url(Format.RPM, "curl", "7.50.3-1.fc25", "i386", Optional.of(1), "fedora", "25"))
                .isEqualTo("pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25&epoch=1");
    }

    @Test
    void urlOfImageHasItsDigestAsVersion() {
        assertThat(new PackageUrl(
                                "oci",
                                "",
                                "debian",
                                "sha256:244fd47e07d10",
                                new TreeMap<>(Map.of("tag", "latest", "repository_url", "ghcr.io/debian")))
                        .toString())
                .isEqualTo("pkg:oci/debian@sha256:244fd47e07d10?repository_url=ghcr.io%2Fdebian&tag=latest");
    }

    private static String url(
            Format format,
            String name,
            String version,
            String architecture,
            Optional<Integer> epoch,
            String id,
            String release) {
        return new InstalledPackage(format, name, version, epoch, architecture, Optional.empty())
                .url(Optional.of(new OsRelease(id, release, "")))
                .toString();
    }
}
