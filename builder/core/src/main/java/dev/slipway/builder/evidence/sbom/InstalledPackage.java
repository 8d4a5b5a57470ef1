package dev.slipway.builder.evidence.sbom;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A package as its database has it.
///
/// @param format of the package
/// @param name of it
/// @param version with its revision, without an epoch of RPM
/// @param epoch of RPM; other formats have it in the version
/// @param architecture may be empty
/// @param license in the words of the database
record InstalledPackage(
        Format format,
        String name,
        String version,
        Optional<Integer> epoch,
        String architecture,
        Optional<String> license) {

    /// The kinds of packages.
    enum Format {
        DEB("deb"),
        APK("apk"),
        RPM("rpm");

        private final String urlType;

        Format(String urlType) {
            this.urlType = urlType;
        }
    }

    /// Its name in the world.
    PackageUrl url(Optional<OsRelease> os) {
        SortedMap<String, String> qualifiers = new TreeMap<>();
        qualifiers.put("arch", architecture);
        os.ifPresent(release -> qualifiers.put("distro", release.distro()));
        epoch.ifPresent(number -> qualifiers.put("epoch", number.toString()));
        return new PackageUrl(format.urlType, namespace(os), name, version, qualifiers);
    }

    private String namespace(Optional<OsRelease> os) {
        String id = os.map(OsRelease::id).orElse("");
        // What vulnerability databases file its packages under.
        return id.equals("rhel") ? "redhat" : id;
    }

    /// With the epoch in front, as people write it.
    String fullVersion() {
        return epoch.map(number -> number + ":" + version).orElse(version);
    }
}
