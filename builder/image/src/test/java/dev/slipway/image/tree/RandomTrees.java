package dev.slipway.image.tree;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes trees of files for property tests: awkward names, sizes around the boundaries of blocks, and whatever else a
/// format can hold. The same seed and settings give the same tree.
///
/// ```java
/// Directory tree = RandomTrees.seeded(7).names(Names.UTF8).with(Trait.SYMLINKS, Trait.OWNERS).nodes(200).create();
/// ```
public final class RandomTrees {

    /// What a tree may hold beside directories and regular files.
    public enum Trait {
        SYMLINKS,
        /// Character and block devices, pipes and sockets.
        SPECIALS,
        /// The same node under several names; regular files and, where the tree has them, symlinks and specials.
        HARD_LINKS,
        XATTRS,
        /// Owners other than root.
        OWNERS,
        /// Modes other than 0644 and 0755, set-uid and sticky bits included.
        MODES,
        /// Modification times with nanoseconds; else whole, even seconds.
        NANOSECONDS
    }

    /// What names look like.
    public enum Names {
        /// `a-z`, digits, `.`, `_` and `-`; up to 20 characters.
        PORTABLE,
        /// What Windows and Joliet allow: any letters, upper and lower case, up to 64 UTF-16 units, no two names in a
        /// directory that differ in case only.
        WINDOWS,
        /// As WINDOWS, without what mtools 4.0.32 gets wrong: characters beyond 16 bits, those that it takes for ASCII,
        /// and the name `-`, which is its standard input.
        MTOOLS,
        /// Any UTF-8 up to 255 bytes: controls, quotes, trailing dots and blanks, names that differ in case only.
        UTF8,
        /// As UTF8, and bytes that are no UTF-8.
        BYTES
    }

    private static final Instant EPOCH = Instant.parse("2001-02-03T04:05:06Z");
    private static final List<String> AWKWARD = List.of(
            "-rf",
            "a b",
            "A.B.C.d",
            "~",
            "file~1.txt",
            ".hidden",
            "..x",
            "CON.txt",
            "ends.ends.",
            "blank ",
            "#",
            "é",
            "e\u0301",
            "ß",
            "日本語.テキスト",
            "🚀🚀.emoji",
            "İ",
            "a'b",
            "\"q\"",
            "back\\slash",
            "new\nline",
            "*?",
            "<|>:",
            "Same",
            "same",
            "SAME",
            "%41",
            "UPPER.EXT",
            "lower.ext",
            "Mixed.Ext",
            "longextension.extension",
            "tab\tx");
    private static final String WINDOWS_FORBIDDEN = "\"*/:<>?\\|";

    private final RandomGenerator random;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private Names names = Names.PORTABLE;
    private int nodes = 60;
    private int depthMax = 6;
    private int blockBytes = 4096;
    private int fileBytesMax = 100_000;
    private @Nullable Path contentDirectory;
    private int contentFiles;
    private final List<Node> linkable = new ArrayList<>();

    private RandomTrees(long seed) {
        random = new SplittableRandom(seed);
    }

    public static RandomTrees seeded(long seed) {
        return new RandomTrees(seed);
    }

    public RandomTrees with(Trait... more) {
        traits.addAll(Arrays.asList(more));
        return this;
    }

    public RandomTrees names(Names kind) {
        names = kind;
        return this;
    }

    /// About how many nodes to make.
    public RandomTrees nodes(int count) {
        nodes = count;
        return this;
    }

    /// How deep directories may be nested.
    public RandomTrees depth(int levelsMax) {
        depthMax = levelsMax;
        return this;
    }

    /// The block size around whose multiples file sizes are chosen.
    public RandomTrees blockBytes(int bytes) {
        blockBytes = bytes;
        return this;
    }

    public RandomTrees fileBytesMax(int bytes) {
        fileBytesMax = bytes;
        return this;
    }

    /// Puts the content of some files into real files in this directory, so that extents of files are met.
    public RandomTrees contentIn(Path directory) {
        contentDirectory = directory;
        return this;
    }

    public Directory create() {
        int[] left = {nodes};
        return directory(left, 0);
    }

    private Directory directory(int[] left, int depth) {
        SortedMap<FileName, Node> entries = new TreeMap<>();
        Set<String> folded = new HashSet<>();
        // Now and then one very large directory, else a handful of entries; the root takes what is left.
        int share = depth == 0 ? left[0] : random.nextInt(8) == 0 ? left[0] / 2 : random.nextInt(8);
        for (int i = 0; i < share && left[0] > 0; i++) {
            left[0]--;
            FileName name = name();
            if (!folded.add(name.toString().toLowerCase(Locale.ROOT)) && isWindows()) {
                continue;
            }
            entries.put(name, node(left, depth + 1));
        }
        return new Directory(metadata(true), entries);
    }

    private Node node(int[] left, int depth) {
        int dice = random.nextInt(12);
        if (dice < 3 && depth < depthMax) {
            return directory(left, depth);
        }
        if (dice == 3 && traits.contains(Trait.HARD_LINKS) && !linkable.isEmpty()) {
            return linkable.get(random.nextInt(linkable.size()));
        }
        Node node;
        if (dice == 4 && traits.contains(Trait.SYMLINKS)) {
            node = new Symlink(metadata(false), target());
        } else if (dice == 5 && traits.contains(Trait.SPECIALS)) {
            node = special();
        } else {
            node = new RegularFile(metadata(false), content());
        }
        linkable.add(node);
        return node;
    }

    private FileName name() {
        if (names == Names.PORTABLE) {
            return FileName.of("n" + text("abcdefghijklmnopqrstuvwxyz0123456789._-", random.nextInt(20)));
        }
        while (true) {
            byte[] bytes = candidate();
            int limit = random.nextInt(10) == 0 ? FileName.LENGTH_MAX : Math.min(bytes.length, FileName.LENGTH_MAX);
            try {
                FileName name = FileName.ofBytes(bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit));
                if (!isWindows() || isWindows(name.toString())) {
                    return name;
                }
            } catch (IllegalArgumentException ignored) {
                // No name at all, such as '.': the next candidate may be one.
            }
        }
    }

    private byte[] candidate() {
        String text = switch (random.nextInt(6)) {
            case 0 -> AWKWARD.get(random.nextInt(AWKWARD.size()));
            case 1 -> AWKWARD.get(random.nextInt(AWKWARD.size())) + random.nextInt(100);
            case 2 -> text("abcXYZ 019._-ÄöЖж日", random.nextInt(1, 12));
            case 3 -> text("ab", random.nextInt(1, 256));
            case 4 -> "same-beginning-" + random.nextInt(1000) + text("xyz", 3) + ".text";
            default -> text("ABCDEFG", random.nextInt(1, 9)) + "." + text("ABC", random.nextInt(0, 4));
        };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (names == Names.BYTES && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        }
        return bytes;
    }

    private boolean isWindows() {
        return names == Names.WINDOWS || names == Names.MTOOLS;
    }

    private boolean isWindows(String name) {
        return name.length() <= 64
                && (names != Names.MTOOLS || isMtools(name))
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && name.indexOf('\uFFFD') < 0
                && name.chars().allMatch(unit -> unit >= ' ' && WINDOWS_FORBIDDEN.indexOf(unit) < 0);
    }

    private static boolean isMtools(String name) {
        return !name.equals("-")
                && name.chars().noneMatch(c -> c == 0x301 || c == 'İ' || Character.isSurrogate((char) c));
    }

    private String text(String alphabet, int length) {
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private Image content() {
        int size = Math.clamp(
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> blockBytes - 1;
                    case 3 -> blockBytes;
                    case 4 -> blockBytes + 1;
                    case 5 -> blockBytes * random.nextInt(2, 5) + random.nextInt(-1, 2);
                    case 6 -> random.nextInt(fileBytesMax + 1);
                    default -> random.nextInt(300);
                },
                0,
                fileBytesMax);
        byte[] bytes = bytes(size);
        if (contentDirectory == null || random.nextBoolean()) {
            return random.nextInt(10) == 0 ? Image.zeros(size) : Image.ofBytes(bytes);
        }
        Path file = contentDirectory.resolve("content-" + contentFiles++);
        try {
            Files.write(file, bytes);
            return Image.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Random, repetitive, or mostly zeros: what compressors find hard, easy, and sparse.
    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) random.nextInt());
            case 2 -> {
                byte[] words = text("lorem ipsum ", 40).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < size; i++) {
                    bytes[i] = words[(i * 7 + i / 97) % words.length];
                }
            }
            default -> {
                for (int i = 0; i < size; i += blockBytes) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }

    private byte[] target() {
        return switch (random.nextInt(4)) {
            case 0 -> "/absolute/target".getBytes(StandardCharsets.UTF_8);
            case 1 -> text("ab/", 1 + random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
            case 2 -> "../ä ö/..".getBytes(StandardCharsets.UTF_8);
            default -> "x".getBytes(StandardCharsets.UTF_8);
        };
    }

    private Special special() {
        Special.Kind kind = List.of(Special.Kind.values()).get(random.nextInt(4));
        boolean device = kind == Special.Kind.BLOCK_DEVICE || kind == Special.Kind.CHARACTER_DEVICE;
        long major = device ? random.nextInt(0x1000) : 0;
        return new Special(metadata(false), kind, major, device ? random.nextInt(0x100000) : 0);
    }

    private Metadata metadata(boolean directory) {
        int permissions = directory ? 0755 : 0644;
        if (traits.contains(Trait.MODES)) {
            permissions = random.nextInt(010000);
        }
        // Even seconds between 2001 and 2032.
        Instant modified = EPOCH.plusSeconds(2L * random.nextInt(500_000_000));
        if (traits.contains(Trait.NANOSECONDS)) {
            modified = modified.plusNanos(random.nextInt(1_000_000_000));
        }
        Metadata metadata = Metadata.of(permissions, modified);
        if (traits.contains(Trait.OWNERS)) {
            metadata = metadata.withOwner(owner(), owner());
        }
        return traits.contains(Trait.XATTRS) && random.nextInt(4) == 0 ? metadata.withXattrs(xattrs()) : metadata;
    }

    private long owner() {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1, 70_000);
            default -> random.nextLong(0xFFFF_FFFFL);
        };
    }

    private SortedMap<String, byte[]> xattrs() {
        SortedMap<String, byte[]> xattrs = new TreeMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            String space = List.of("user.", "trusted.", "security.").get(random.nextInt(3));
            byte[] value = new byte[random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(40)];
            random.nextBytes(value);
            xattrs.put(space + text("abc", random.nextInt(1, 6)), value);
        }
        return xattrs;
    }
}
