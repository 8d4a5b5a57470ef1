package dev.slipway.builder.disk;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.ext4.Ext4Image;
import dev.slipway.image.ext4.Ext4Options;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// COS_OEM, the partition with a site's own files, each of which has room to change: two sites differ in the
/// front of the partition alone.
///
/// @param bytes its size
/// @param uuid of its file system
/// @param time of its files
/// @param room for each file, by its name on the partition
record OemPartition(long bytes, UUID uuid, Instant time, SortedMap<String, Long> room) {

    private static final String LABEL = "COS_OEM";
    /// Where Kairos' installer puts it, and where the system looks.
    private static final String USER_DATA = "90_custom.yaml";
    private static final String SEED = "90_custom.";
    /// Few files, and a short table of inodes: it lies before what differs.
    private static final long BYTES_PER_INODE = 64 << 10;
    /// What is replaced is replaced in such pieces.
    private static final long ALIGNMENT = 64 << 10;

    OemPartition {
        room = Collections.unmodifiableSortedMap(new TreeMap<>(room));
    }

    /// The room for files like those of a site.
    static SortedMap<String, Long> roomFor(SiteContent content) {
        SiteFiles files = filesOf(content);
        SortedMap<String, Long> room = new TreeMap<>();
        files.files().keySet().forEach(name -> room.put(nameOf(name), files.slotBytes(name)));
        return room;
    }

    private static SiteFiles filesOf(SiteContent content) {
        return Flavour.named(InstalledDiskBuild.FLAVOUR).siteFiles(content);
    }

    private static String nameOf(String seedName) {
        return seedName.equals("user-data") ? USER_DATA : SEED + seedName;
    }

    /// The whole of it, with the files of a site. A file that a site has not is empty, as it is on media.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file is larger than its room
    Image plan(SiteContent content) {
        return Ext4Image.plan(tree(content), options());
    }

    /// How many bytes at its beginning differ by site.
    long siteBytes(SiteContent content) {
        return Math.ceilDiv(Ext4Image.capacityEnd(tree(content), options()), ALIGNMENT) * ALIGNMENT;
    }

    private Ext4Options options() {
        return Ext4Options.of(bytes, LABEL, uuid, time)
                .withBytesPerInode(BYTES_PER_INODE)
                .withCapacities(room);
    }

    private Directory tree(SiteContent content) {
        Metadata secret = Metadata.of(0600, time);
        TreeBuilder tree = new TreeBuilder(Metadata.of(0700, time));
        SiteFiles files = filesOf(content);
        files.files().forEach((name, bytes) -> {
            long most = room.getOrDefault(nameOf(name), 0L);
            if (bytes.length > most) {
                throw tooLarge(name, bytes.length, most);
            }
            tree.put(nameOf(name), new RegularFile(secret, Image.ofBytes(bytes)));
        });
        return tree.build();
    }

    private static RuntimeException tooLarge(String name, long bytes, long most) {
        return Problem.input("site.too-large", "a site's file is larger than its place on the disk")
                .at(name)
                .because("it has %d bytes, and the place %d".formatted(bytes, most))
                .fix("make it smaller by %d bytes, or lay the disk out with this site's files".formatted(bytes - most))
                .exception();
    }
}
