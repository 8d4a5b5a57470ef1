package dev.slipway.builder.flavour;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a medium that are a site's own: all in one directory, each with room to change later without moving
/// anything else.
///
/// @param directory on the medium; empty for its root
/// @param files by name, each with its content
public record SiteFiles(String directory, SortedMap<String, byte[]> files) {

    /// cloud-init's names of what identifies an instance and of its network.
    public static final String META_DATA = "meta-data";

    public static final String NETWORK_CONFIG = "network-config";

    /// Room for a user-data of the usual size.
    private static final long SLOT_BYTES = 128 * 1024;

    private static final Map<String, Long> SMALLER_SLOT_BYTES =
            Map.of(META_DATA, 16L * 1024, NETWORK_CONFIG, 64L * 1024);

    /// Room for the largest user-data.
    private static final long LARGE_SLOT_BYTES = 960 * 1024;

    public SiteFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// The same with one more file.
    SiteFiles with(String name, byte[] content) {
        SortedMap<String, byte[]> more = new TreeMap<>(files);
        more.put(name, content);
        return new SiteFiles(directory, more);
    }

    /// Where a file is on the medium.
    public String pathOf(String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /// The room of a file, which depends on its size in two steps only, so that sites differ in nothing else.
    public long slotBytes(String name) {
        byte[] content = files.get(name);
        return slotBytes(name, content == null ? 0 : content.length);
    }

    /// The room of a file of that size.
    public static long slotBytes(String name, int bytes) {
        long usual = SMALLER_SLOT_BYTES.getOrDefault(name, SLOT_BYTES);
        return bytes <= usual ? usual : LARGE_SLOT_BYTES;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
