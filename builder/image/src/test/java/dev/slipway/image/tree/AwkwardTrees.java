package dev.slipway.image.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Node.Special.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// A tree with one of each thing that archives get wrong.
public final class AwkwardTrees {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

    private final TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
    private final boolean plain;

    private AwkwardTrees(boolean plain) {
        this.plain = plain;
    }

    /// Everything, as a root file system may have it. Putting it on a disk takes root.
    public static Directory full() {
        return new AwkwardTrees(false).build();
    }

    /// Without what old formats cannot hold: parts of seconds and extended attributes.
    public static Directory plain() {
        return new AwkwardTrees(true).build();
    }

    private Directory build() {
        putFiles();
        putNames();
        putDeep();
        putSpecial();
        return tree.build();
    }

    private void putFiles() {
        tree.put("usr", new Directory(owned(0755, 0, 0), new TreeMap<>()));
        tree.put("usr/empty", new Node.RegularFile(owned(0600, 1000, 1001), Image.empty()));
        tree.put("usr/setuid", new Node.RegularFile(owned(04755, 0, 42), bytes(1, 513)));
        tree.put("usr/blocks", new Node.RegularFile(owned(0640, 65_534, 65_534), bytes(2, 1024)));
        tree.put("usr/large", new Node.RegularFile(owned(0444, 0, 0), bytes(3, 300_001)));
        Node linked = new Node.RegularFile(owned(0644, 7, 8), bytes(4, 77));
        tree.put("usr/hard-1", linked);
        tree.put("usr/z/hard-2", linked);
        tree.put("hard-3", linked);
        tree.put("sticky", new Directory(owned(01777, 0, 0), new TreeMap<>()));
        if (!plain) {
            TreeMap<String, byte[]> xattrs = new TreeMap<>();
            xattrs.put("user.binary", new byte[] {0, 1, (byte) 0xFF, '\n', '=', (byte) 0xC3, 0});
            xattrs.put("user.text", "grün".getBytes(UTF_8));
            tree.put(
                    "usr/xattrs",
                    new Node.RegularFile(
                            owned(0755, 0, 0).withXattrs(xattrs).withModified(TIME.plusNanos(123_456_789)),
                            bytes(5, 10)));
            tree.put(
                    "usr/half",
                    new Node.RegularFile(owned(0644, 0, 0).withModified(TIME.plusNanos(500_000_000)), bytes(6, 1)));
        }
    }

    private void putNames() {
        for (String name :
                List.of(" spaces  in it ", "-rf", "new\nline", "tab\tand\\back", "Ümläut-漢字", "n".repeat(255))) {
            tree.put("names/" + name, new Node.RegularFile(owned(0644, 0, 0), bytes(name.hashCode(), 5)));
        }
        tree.put(
                List.of(FileName.of("names"), FileName.ofBytes("latin-\u00fc\u00ff".getBytes(ISO_8859_1))),
                new Node.RegularFile(owned(0644, 0, 0), bytes(7, 5)));
        tree.put("names/100-" + "a".repeat(85), new Node.RegularFile(owned(0644, 0, 0), bytes(8, 5)));
    }

    private void putDeep() {
        List<FileName> path = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            path.add(FileName.of("deep-" + i + "-" + "d".repeat(40)));
            tree.put(List.copyOf(path), new Directory(owned(0750, i, i), new TreeMap<>()));
        }
        path.add(FileName.of("bottom"));
        tree.put(path, new Node.RegularFile(owned(0644, 0, 0), bytes(9, 9)));
    }

    private void putSpecial() {
        tree.put("dev/null", new Node.Special(owned(0666, 0, 0), Kind.CHARACTER_DEVICE, 1, 3));
        tree.put("dev/sda1", new Node.Special(owned(0660, 0, 6), Kind.BLOCK_DEVICE, 8, 257));
        tree.put("dev/pipe", new Node.Special(owned(0600, 0, 0), Kind.FIFO, 0, 0));
        tree.put("dev/link", new Node.Symlink(owned(0777, 0, 0), "../usr/large".getBytes(UTF_8)));
        tree.put("dev/dangling", new Node.Symlink(owned(0777, 0, 0), "/no//where/".getBytes(UTF_8)));
        tree.put(
                "dev/far", new Node.Symlink(owned(0777, 0, 0), "far/".repeat(60).getBytes(UTF_8)));
        tree.put("dev/raw", new Node.Symlink(owned(0777, 0, 0), new byte[] {'t', (byte) 0xFF, (byte) 0xE4}));
    }

    private static Metadata owned(int permissions, long uid, long gid) {
        return Metadata.of(permissions, TIME).withOwner(uid, gid);
    }

    private static Image bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Image.ofBytes(bytes);
    }
}
