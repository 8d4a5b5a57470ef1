package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Sha256;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A directory of the medium that cloud-init reads as the seed of its NoCloud data source, told by the kernel command
/// line (cloud-init documentation, chapter NoCloud).
///
/// @param mountPoint where the booted system has its medium
record NoCloudSeed(String mountPoint) {

    private static final String DIRECTORY = "slipway";
    private static final String USER_DATA = "user-data";
    private static final String ROOT_DIRECTORY = "var/lib/cloud/seed/nocloud";

    /// Tells cloud-init. The slash at the end matters: it puts the names of its files right behind it.
    String argument() {
        return "ds=nocloud;s=file://%s/%s/".formatted(mountPoint, DIRECTORY);
    }

    /// An empty network-config is none for cloud-init: the file is always there, so that a site can be given one.
    SiteFiles files(SiteContent content) {
        byte[] userData = content.userData().bytes();
        return new SiteFiles(DIRECTORY, new TreeMap<>())
                .with(USER_DATA, userData)
                .with(SiteFiles.META_DATA, content.metaData().orElseGet(() -> metaData(userData)))
                .with(SiteFiles.NETWORK_CONFIG, content.networkConfig().orElseGet(() -> new byte[0]));
    }

    /// Another user-data is another instance for cloud-init: what runs once per instance runs again.
    private static byte[] metaData(byte[] userData) {
        String instance = Sha256.of(userData).hex().substring(0, 16);
        return SiteFiles.text("instance-id: slipway-" + instance + "\n");
    }

    /// The same seed where cloud-init looks for it without being told.
    SortedMap<String, byte[]> rootFiles(BootConfiguration configuration) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(ROOT_DIRECTORY + "/" + USER_DATA, configuration.bytes());
        files.put(ROOT_DIRECTORY + "/" + SiteFiles.META_DATA, metaData(configuration.bytes()));
        return files;
    }

    /// Our own place, then those that others use.
    List<String> userDataPaths() {
        return List.of(DIRECTORY + "/user-data", "nocloud/user-data", "user-data");
    }
}
