package dev.slipway.builder.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourceTests {

    /// What `apt-get indextargets 'Created-By: Packages'` prints on Debian 12 with two archives, shortened by fields
    /// that are not read.
    private static final String BOOKWORM = """
            MetaKey: main/binary-amd64/Packages
            ShortDesc: Packages
            Description: http://deb.example/debian bookworm/main amd64 Packages
            URI: http://deb.example/debian/dists/bookworm/main/binary-amd64/Packages
            Filename: /var/lib/apt/lists/deb.example_debian_dists_bookworm_main_binary-amd64_Packages.lz4
            Codename: bookworm
            Label: Debian
            Origin: Debian
            Suite: oldstable
            Version: 12.15
            Architecture: amd64
            Component: main
            Created-By: Packages
            Release: bookworm
            Repo-URI: http://deb.example/debian/
            Fallback-Of:\s

            MetaKey: main/binary-amd64/Packages
            Filename: /var/lib/apt/lists/deb.example_debian-security_dists_bookworm-security_main_binary-amd64_Packages.lz4
            Codename: bookworm-security
            Origin: Debian
            Suite: oldstable-security
            Component: main
            Created-By: Packages
            Release: bookworm-security
            Repo-URI: http://deb.example/debian-security/

            """;

    private static final String ELSEWHERE = """
            MetaKey: main/binary-amd64/Packages
            Filename: /var/lib/apt/lists/tools.example_dists_stable_main_binary-amd64_Packages
            Codename: stable
            Origin: Tools
            Component: main
            Created-By: Packages
            Release: stable
            Repo-URI: http://tools.example/

            """;

    @TempDir
    Path directory;

    @Test
    void amongFindsTheReleaseAndItsSources() {
        DebianSources sources = among(BOOKWORM + ELSEWHERE, Optional.of("bookworm"));

        assertThat(sources.release()).isEqualTo("bookworm");
        assertThat(sources.lines())
                .containsExactly(
                        "deb http://deb.example/debian-security/ bookworm-security main",
                        "deb http://deb.example/debian/ bookworm main");
    }

    @Test
    void amongWhenTheMachineIsOfAnotherReleaseTakesThatOfTheSources() {
        assertThat(among(BOOKWORM, Optional.of("trixie")).release()).isEqualTo("bookworm");
        assertThat(among(BOOKWORM, Optional.empty()).release()).isEqualTo("bookworm");
    }

    @Test
    void amongWhenThereAreSeveralReleasesTakesTheMachinesOwn() {
        String both = BOOKWORM.replace("bookworm", "sid").replace("sid-security", "sid-backports") + BOOKWORM;

        DebianSources sources = among(both, Optional.of("bookworm"));

        assertThat(sources.release()).isEqualTo("bookworm");
        assertThat(sources.sources()).extracting(AptSource::codename).containsOnly("bookworm", "bookworm-security");
    }

    @Test
    void amongWhenSourcesNameASuiteTakesItsCodename() {
        DebianSources sources =
                among(BOOKWORM.replace("Release: bookworm\n", "Release: oldstable\n"), Optional.empty());

        assertThat(sources.release()).isEqualTo("bookworm");
        assertThat(sources.lines()).contains("deb http://deb.example/debian/ oldstable main");
    }

    @Test
    void amongWhenNothingIsOfDebianFindsNothing() {
        assertThat(DebianSources.among(AptSource.parse(ELSEWHERE), Optional.of("bookworm")))
                .isEmpty();
        assertThat(DebianSources.among(AptSource.parse(""), Optional.of("bookworm")))
                .isEmpty();
    }

    @Test
    void identityIsTheSameForEveryMirror() {
        String mirror = BOOKWORM.replace("deb.example", "mirror.example");

        assertThat(among(mirror, Optional.empty()).identity())
                .isEqualTo(among(BOOKWORM, Optional.empty()).identity());
        assertThat(among(BOOKWORM.replace("Component: main", "Component: contrib") + BOOKWORM, Optional.empty())
                        .identity())
                .isNotEqualTo(among(BOOKWORM, Optional.empty()).identity());
    }

    @Test
    void releaseFileLiesBesideTheIndex() {
        assertThat(AptSource.parse(BOOKWORM).getFirst().releaseFile())
                .contains(Path.of("/var/lib/apt/lists/deb.example_debian_dists_bookworm_InRelease"));
    }

    @Test
    void dateIsThatOfTheNewestReleaseFile() throws IOException {
        Files.writeString(directory.resolve("deb.example_debian_dists_bookworm_InRelease"), """
                -----BEGIN PGP SIGNED MESSAGE-----
                Origin: Debian
                Date: Sat, 05 Sep 2026 09:12:41 UTC
                """);
        Files.writeString(
                directory.resolve("deb.example_debian-security_dists_bookworm-security_InRelease"),
                "Date: Fri, 20 Nov 2026 20:53:07 UTC\n");
        String there = BOOKWORM.replace("/var/lib/apt/lists", directory.toString());

        assertThat(among(there, Optional.empty()).date()).isEqualTo(Instant.parse("2026-11-20T20:53:07Z"));
    }

    @Test
    void dateInWhenThereIsNoneFindsNone() {
        assertThat(AptSource.dateIn(List.of("Origin: Debian", "Date: yesterday")))
                .isEmpty();
    }

    private static DebianSources among(String indexTargets, Optional<String> machine) {
        return DebianSources.among(AptSource.parse(indexTargets), machine).orElseThrow();
    }
}
