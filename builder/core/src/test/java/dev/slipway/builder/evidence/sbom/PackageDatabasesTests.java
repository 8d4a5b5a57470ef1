package dev.slipway.builder.evidence.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.evidence.sbom.InstalledPackage.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageDatabasesTests {

    @Test
    void readOfDpkgTakesWhatIsThereWhateverItsState() throws IOException {
        InstalledSoftware software =
                new MadeRoot().with("var/lib/dpkg/status", """
                Package: one
                Status: install ok installed
                Maintainer: Somebody
                Architecture: all
                Description: a package
                 Version: 9 is not its version
                Version: 1:1.0-1

                Package: half
                Status: install reinstreq half-configured
                Architecture: amd64
                Version: 2

                Package: left
                Status: deinstall ok config-files
                Version: 3
                Architecture: amd64

                Package: never
                Status: unknown ok not-installed
                Architecture: amd64
                """).read();

        assertThat(software.packages())
                .containsExactly(
                        new InstalledPackage(Format.DEB, "one", "1:1.0-1", Optional.empty(), "all", Optional.empty()),
                        new InstalledPackage(Format.DEB, "half", "2", Optional.empty(), "amd64", Optional.empty()));
        assertThat(software.notes()).containsExactly("the root file system: read /var/lib/dpkg/status");
    }

    @Test
    void readOfDistrolessTakesAFileAPackage() throws IOException {
        InstalledSoftware software = new MadeRoot()
                .with("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\nArchitecture: amd64\n")
                .with("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a\nArchitecture: all\n")
                .with("var/lib/dpkg/status.d/tzdata.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/share/x\n")
                .read();

        assertThat(software.packages()).extracting(InstalledPackage::name).containsExactly("base-files", "tzdata");
        assertThat(software.notes()).containsExactly("the root file system: read /var/lib/dpkg/status.d");
    }

    @Test
    void readOfApkTakesLicensesAndPassesFilesOver() throws IOException {
        InstalledSoftware software = new MadeRoot()
                .with("lib/apk/db/installed", """
                C:Q1Y5AHyCyZ7CmvfZ3I1LcNhbHDrJI=
                P:busybox
                V:1.36.1-r29
                A:x86_64
                S:509600
                I:962560
                T:Size optimized toolbox of many common UNIX utilities
                U:https://busybox.net/
                L:GPL-2.0-only
                o:busybox
                D:so:libc.musl-x86_64.so.1
                F:bin
                R:busybox
                a:0:0:755
                Z:Q1I4EHdMzzO5ntwHqTwYPqgzuVvHg=

                P:musl
                V:1.2.5-r0
                A:x86_64
                L:MIT AND BSD-3-Clause
                """)
                .with("etc/os-release", "# Alpine\nID=alpine\nVERSION_ID=3.20.1\nPRETTY_NAME='Alpine'\n")
                .read();

        assertThat(software.packages())
                .containsExactly(
                        new InstalledPackage(
                                Format.APK,
                                "busybox",
                                "1.36.1-r29",
                                Optional.empty(),
                                "x86_64",
                                Optional.of("GPL-2.0-only")),
                        new InstalledPackage(
                                Format.APK,
                                "musl",
                                "1.2.5-r0",
                                Optional.empty(),
                                "x86_64",
                                Optional.of("MIT AND BSD-3-Clause")));
        assertThat(software.os()).contains(new OsRelease("alpine", "3.20.1", "Alpine"));
    }

    @Test
    void readOfNdbFollowsTheSlots() throws IOException {
        InstalledSoftware software = new MadeRoot()
                .with("usr/lib/sysimage/rpm/Packages.db", ndb(RPM_HEADER))
                .read();

        assertThat(software.packages())
                .containsExactly(new InstalledPackage(
                        Format.RPM, "zypper", "1.14-2", Optional.of(3), "x86_64", Optional.of("GPL")));
    }

    @Test
    void readOfWhatIsDamagedSaysSo() throws IOException {
        byte[] damaged = ndb(RPM_HEADER);
        damaged[4096] ^= 1;
        InstalledSoftware software = new MadeRoot()
                .with("usr/lib/sysimage/rpm/Packages.db", damaged)
                .with("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0".repeat(20))
                .with("var/lib/rpm/Packages", new byte[4096])
                .read();

        assertThat(software.packages()).isEmpty();
        assertThat(software.notes())
                .hasSize(3)
                .anyMatch(note -> note.contains("expected 'BlbS'"))
                .anyMatch(note -> note.contains("/var/lib/rpm/rpmdb.sqlite cannot be read"))
                .anyMatch(note -> note.contains("/var/lib/rpm/Packages is a Berkeley DB, which is not read"));
    }

    @Test
    void readWhereThereIsNothingSaysSo() throws IOException {
        assertThat(new MadeRoot().with("etc/hostname", "x").read().notes())
                .containsExactly("the root file system: no package database is in it");
        assertThat(new MadeRoot().with("dists/x", "x").readAsMedium().notes())
                .containsExactly("there is no squashfs on the medium, so nothing tells what it installs");
        assertThat(new MadeRoot()
                        .with("live/filesystem.squashfs", new byte[5000])
                        .readAsMedium()
                        .notes())
                .singleElement()
                .asString()
                .startsWith("/live/filesystem.squashfs cannot be read: ");
    }

    /// Five entries and what they lead to, with `epoch` aligned to four.
    private static final byte[] RPM_HEADER = rpmHeader();

    private static byte[] rpmHeader() {
        byte[] store = "zypper\0001.14\0002\0GPL\0x86_64\0".getBytes(StandardCharsets.US_ASCII);
        int epochAt = 28;
        ByteBuffer out = ByteBuffer.allocate(8 + 6 * 16 + epochAt + 4);
        out.putInt(6).putInt(epochAt + 4);
        out.putInt(1000).putInt(6).putInt(0).putInt(1);
        out.putInt(1001).putInt(6).putInt(7).putInt(1);
        out.putInt(1002).putInt(6).putInt(12).putInt(1);
        out.putInt(1003).putInt(4).putInt(epochAt).putInt(1);
        out.putInt(1014).putInt(6).putInt(14).putInt(1);
        out.putInt(1022).putInt(6).putInt(18).putInt(1);
        out.put(8 + 6 * 16, store).putInt(8 + 6 * 16 + epochAt, 3);
        return out.array();
    }

    /// A page of slots, of which the second is used, and a blob behind it.
    private static byte[] ndb(byte[] header) {
        int blocks = Math.ceilDiv(16 + header.length + 12, 16);
        ByteBuffer out = ByteBuffer.allocate(4096 + blocks * 16).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RpmP".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(7)
                .putInt(1)
                .putInt(2);
        for (int at = 32; at < 4096; at += 16) {
            out.put(at, "Slot".getBytes(StandardCharsets.US_ASCII));
        }
        out.putInt(48 + 4, 1).putInt(48 + 8, 256).putInt(48 + 12, blocks);
        out.position(4096);
        out.put("BlbS".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(7).putInt(header.length);
        out.put(header);
        return out.array();
    }
}
