package dev.slipway.builder.evidence.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What our readers find in databases that other programs wrote, and what those say is in them.
class PackageDatabasesIT {

    @TempDir
    Path directory;

    @Test
    @RequiresTool("dpkg-query")
    void readOfDpkgFindsWhatDpkgQueryFinds() throws IOException {
        Path admin = Path.of("/var/lib/dpkg");
        List<String> told = Tool.of(
                        "dpkg-query",
                        "--admindir",
                        admin,
                        "-W",
                        "-f",
                        "${db:Status-Status} ${Package} ${Version} ${Architecture}\n")
                .run()
                .lines()
                .filter(line -> !line.startsWith("config-files ") && !line.startsWith("not-installed "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .sorted()
                .toList();

        InstalledSoftware software = new MadeRoot()
                .with("var/lib/dpkg/status", admin.resolve("status"))
                .read();

        assertThat(software.packages().stream()
                        .map(each -> each.name() + " " + each.version() + " " + each.architecture())
                        .sorted())
                .isEqualTo(told)
                .hasSizeGreaterThan(100);
    }

    @Test
    @RequiresTool({"rpm", "rpmbuild"})
    void readOfSqliteFindsWhatRpmFinds() throws IOException {
        int packages = 120;
        List<Path> files = new ArrayList<>();
        StringBuilder spec = new StringBuilder("""
                Name: made
                Version: 1.0
                Release: 1%{?dist}
                Summary: s
                License: MIT and (GPLv2+ or Artistic)
                BuildArch: noarch
                %description
                d
                %files
                """);
        for (int i = 0; i < packages; i++) {
            spec.append("%package p").append(i).append("\nSummary: s\n");
            spec.append(i % 3 == 0 ? "Epoch: " + i + "\n" : "")
                    .append("Version: ")
                    .append(i)
                    .append("~rc1\n");
            // Some headers are larger than a page, and go on in others.
            spec.append("%description p")
                    .append(i)
                    .append('\n')
                    .append(("word" + i + " ").repeat(i * 30))
                    .append('\n');
            spec.append("%files p").append(i).append('\n');
        }
        Path specFile = Files.writeString(directory.resolve("made.spec"), spec);
        Tool.of("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + directory, specFile)
                .run();
        try (var found = Files.walk(directory.resolve("RPMS"))) {
            found.filter(file -> file.toString().endsWith(".rpm")).forEach(files::add);
        }
        Path database = Files.createDirectory(directory.resolve("db"));
        Tool.of("rpm", "--initdb", "--dbpath", database).run();
        Tool.of("rpm", "-i", "--justdb", "--nodeps", "--dbpath", database)
                .and(files.toArray())
                .run();
        List<String> told = Tool.of(
                        "rpm",
                        "-qa",
                        "--dbpath",
                        database,
                        "--qf",
                        "%{NAME} %{EPOCH} %{VERSION}-%{RELEASE} %{ARCH} %{LICENSE}\n")
                .run()
                .lines()
                .sorted()
                .toList();

        InstalledSoftware software = new MadeRoot()
                .with("var/lib/rpm/rpmdb.sqlite", database.resolve("rpmdb.sqlite"))
                .read();

        assertThat(software.packages().stream()
                        .map(each -> "%s %s %s %s %s"
                                .formatted(
                                        each.name(),
                                        each.epoch().map(String::valueOf).orElse("(none)"),
                                        each.version(),
                                        each.architecture(),
                                        each.license().orElse("(none)")))
                        .sorted())
                .isEqualTo(told)
                .hasSize(packages + 1);
    }

    @Test
    @RequiresTool("sqlite3")
    void visitFindsEveryRowOfATableOfAnyPageSize() throws IOException {
        for (int pageBytes : List.of(512, 4096, 65_536)) {
            Path file = directory.resolve("rows-" + pageBytes + ".db");
            Tool.of("sqlite3", file, """
                    PRAGMA page_size=%d;
                    CREATE TABLE other (x);
                    CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL);
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                      INSERT INTO Packages SELECT i, substr(hex(zeroblob(i * 7)), 1, i * 7) || i FROM n;
                    """.formatted(pageBytes)).run();
            List<Integer> lengths = new ArrayList<>();
            try (SqliteFile sqlite = SqliteFile.open(dev.slipway.image.Image.ofFile(file))) {
                sqlite.visit("Packages", row -> lengths.add(row.column(1).length));
            }
            assertThat(lengths)
                    .isEqualTo(Tool.of("sqlite3", file, "SELECT length(blob) FROM Packages ORDER BY hnum")
                            .run()
                            .lines()
                            .map(Integer::valueOf)
                            .toList())
                    .hasSize(3000);
        }
    }

    @Test
    @RequiresTool("mksquashfs")
    void readOfMediumLooksIntoItsSquashfs() throws IOException {
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.createDirectories(root.resolve("usr/lib"));
        Files.writeString(root.resolve("usr/lib/os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
        Files.copy(Path.of("/var/lib/dpkg/status"), root.resolve("var/lib/dpkg/status"));
        List<InstalledPackage> expected = new MadeRoot()
                .with("var/lib/dpkg/status", root.resolve("var/lib/dpkg/status"))
                .read()
                .packages();
        for (String compression : List.of("gzip", "xz", "zstd", "lz4")) {
            Path squashfs = directory.resolve(compression + ".squashfs");
            Tool.of("mksquashfs", root, squashfs, "-comp", compression, "-noappend", "-quiet")
                    .run();

            InstalledSoftware software =
                    new MadeRoot().with("live/filesystem.squashfs", squashfs).readAsMedium();

            assertThat(software.packages()).as(compression).isEqualTo(expected).isNotEmpty();
            assertThat(software.os()).contains(new OsRelease("debian", "12", ""));
        }
    }
}
