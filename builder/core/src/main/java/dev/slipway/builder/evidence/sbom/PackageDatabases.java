package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The package databases of a root file system, in all places where distributions keep them.
final class PackageDatabases {

    /// Several times the largest that is known.
    private static final int DATABASE_BYTES_MAX = 96 << 20;

    private static final int OS_RELEASE_BYTES_MAX = 64 << 10;

    private static final List<String> OS_RELEASE = List.of("usr/lib/os-release", "etc/os-release");
    private static final List<String> DPKG = List.of("var/lib/dpkg/status", "usr/lib/sysimage/dpkg/status");
    private static final String DPKG_PARTS = "var/lib/dpkg/status.d";
    private static final List<String> APK = List.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
    private static final List<String> RPM =
            List.of("usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm", "usr/lib/rpmdb");

    private final RootFiles files;
    private final List<InstalledPackage> packages = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    private PackageDatabases(RootFiles files) {
        this.files = files;
    }

    /// Reads all.
    ///
    /// @param place what notes call the root file system
    static InstalledSoftware read(RootFiles files, String place) throws IOException {
        PackageDatabases databases = new PackageDatabases(files);
        Optional<OsRelease> os = databases.osRelease();
        for (String path : DPKG) {
            databases.read(path, image -> DpkgStatus.parse(text(image), true));
        }
        for (String name : files.list(DPKG_PARTS)) {
            if (!name.endsWith(".md5sums")) {
                databases.read(DPKG_PARTS + "/" + name, image -> DpkgStatus.parse(text(image), false));
            }
        }
        for (String path : APK) {
            databases.read(path, image -> ApkInstalled.parse(text(image)));
        }
        for (String directory : RPM) {
            databases.readRpm(directory);
        }
        return new InstalledSoftware(os, databases.packages, databases.notes(place));
    }

    private Optional<OsRelease> osRelease() throws IOException {
        for (String path : OS_RELEASE) {
            Optional<Image> file = files.find(path, OS_RELEASE_BYTES_MAX);
            if (file.isPresent()) {
                return Optional.of(OsRelease.parse(text(file.get())));
            }
        }
        return Optional.empty();
    }

    private void readRpm(String directory) throws IOException {
        read(directory + "/rpmdb.sqlite", SqliteRpmDatabase::read);
        if (files.find(directory + "/rpmdb.sqlite-wal", DATABASE_BYTES_MAX).stream()
                .anyMatch(log -> log.size() > 0)) {
            unread.add("/%s/rpmdb.sqlite-wal holds changes that are not counted".formatted(directory));
        }
        read(directory + "/Packages.db", NdbRpmDatabase::read);
        if (files.find(directory + "/Packages", Integer.MAX_VALUE).isPresent()) {
            unread.add("/%s/Packages is a Berkeley DB, which is not read".formatted(directory));
        }
    }

    private void read(String path, Reader reader) throws IOException {
        Optional<Image> file = files.find(path, DATABASE_BYTES_MAX);
        if (file.isEmpty()) {
            return;
        }
        try {
            packages.addAll(reader.read(file.get()));
            read.add("/" + path);
        } catch (IOException e) {
            unread.add("/%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }

    private List<String> notes(String place) {
        List<String> notes = new ArrayList<>();
        // The many of distroless images are one place.
        boolean inParts = read.removeIf(path -> path.startsWith("/" + DPKG_PARTS));
        if (inParts) {
            read.add("/" + DPKG_PARTS);
        }
        if (read.isEmpty() && unread.isEmpty()) {
            notes.add(place + ": no package database is in it");
        }
        read.forEach(path -> notes.add("%s: read %s".formatted(place, path)));
        unread.forEach(reason -> notes.add("%s: %s".formatted(place, reason)));
        return notes;
    }

    private static String text(Image image) throws IOException {
        return new String(image.toByteArray(DATABASE_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private interface Reader {
        List<InstalledPackage> read(Image database) throws IOException;
    }
}
