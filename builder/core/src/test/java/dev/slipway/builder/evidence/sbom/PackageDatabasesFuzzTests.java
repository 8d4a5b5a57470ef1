package dev.slipway.builder.evidence.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

/// Whatever bytes a database has, it is read, or it is said that it cannot be: no failure, no endless work.
class PackageDatabasesFuzzTests {

    @FuzzTest(maxDuration = "5m")
    @DisplayName("readWhenBytesAreAnyTellsAllOfThem")
    void readWhenBytesAreAny(byte[] bytes) throws IOException {
        InstalledSoftware software = new MadeRoot()
                .with("etc/os-release", bytes)
                .with("var/lib/dpkg/status", bytes)
                .with("lib/apk/db/installed", bytes)
                .with("var/lib/rpm/rpmdb.sqlite", bytes)
                .with("var/lib/rpm/Packages.db", bytes)
                .with("live/x.squashfs", bytes)
                .read();
        assertThat(software.notes()).hasSize(4);
    }
}
