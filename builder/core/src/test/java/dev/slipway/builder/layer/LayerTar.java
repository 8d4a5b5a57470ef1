package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts a layer together entry by entry, sound or not. Independent of the writer of ours: names are bytes, one to a
/// character, and what does not fit a ustar header goes into pax records.
final class LayerTar {

    private static final int BLOCK = 512;

    private final List<Image> parts = new ArrayList<>();
    private Attributes attributes = Attributes.PLAIN;

    /// What stands in the header of entries.
    record Attributes(int mode, long uid, long gid, String modified, SortedMap<String, String> xattrs) {
        static final Attributes PLAIN = new Attributes(0644, 0, 0, "1000000000", new TreeMap<>());
    }

    /// The layer of entries with plain attributes, separated by spaces: `a/` is a directory, `a:text` a file,
    /// `a->target` a symbolic link, `a=>target` a hard link, `a*` a device, and any other name an empty file.
    static Layer of(String entries) throws IOException {
        LayerTar tar = new LayerTar();
        for (String entry : entries.isEmpty() ? new String[0] : entries.split(" ", -1)) {
            if (entry.contains("->")) {
                tar.symlink(before(entry, "->"), after(entry, "->"));
            } else if (entry.contains("=>")) {
                tar.hardLink(before(entry, "=>"), after(entry, "=>"));
            } else if (entry.contains(":")) {
                tar.file(before(entry, ":"), after(entry, ":"));
            } else if (entry.endsWith("/")) {
                tar.directory(entry);
            } else if (entry.endsWith("*")) {
                tar.device('3', before(entry, "*"), 1, 3);
            } else {
                tar.file(entry, "");
            }
        }
        return tar.layer();
    }

    private static String before(String entry, String mark) {
        return entry.substring(0, entry.indexOf(mark));
    }

    private static String after(String entry, String mark) {
        return entry.substring(entry.indexOf(mark) + mark.length());
    }

    /// The entries that follow have these attributes.
    LayerTar with(Attributes next) {
        attributes = next;
        return this;
    }

    LayerTar with(int mode, long uid, long gid, long modified) {
        return with(new Attributes(mode, uid, gid, Long.toString(modified), new TreeMap<>()));
    }

    LayerTar xattr(String name, String value) {
        SortedMap<String, String> xattrs = new TreeMap<>(attributes.xattrs());
        xattrs.put(name, value);
        return with(
                new Attributes(attributes.mode(), attributes.uid(), attributes.gid(), attributes.modified(), xattrs));
    }

    LayerTar directory(String name) {
        return entry('5', name, "", "", 0, 0);
    }

    LayerTar file(String name, String content) {
        return entry('0', name, "", content, 0, 0);
    }

    LayerTar symlink(String name, String target) {
        return entry('2', name, target, "", 0, 0);
    }

    LayerTar hardLink(String name, String target) {
        return entry('1', name, target, "", 0, 0);
    }

    LayerTar device(char type, String name, int major, int minor) {
        return entry(type, name, "", "", major, minor);
    }

    LayerTar whiteout(String name) {
        return file(name, "");
    }

    LayerTar entry(char type, String name, String link, String content, int major, int minor) {
        StringBuilder records = new StringBuilder();
        if (name.length() > 100) {
            records.append(record("path", name));
        }
        if (link.length() > 100) {
            records.append(record("linkpath", link));
        }
        if (attributes.modified().contains(".")) {
            records.append(record("mtime", attributes.modified()));
        }
        for (Map.Entry<String, String> xattr : attributes.xattrs().entrySet()) {
            records.append(record("SCHILY.xattr." + xattr.getKey(), xattr.getValue()));
        }
        if (!records.isEmpty()) {
            pax(records.toString());
        }
        header(type, name, link, content.length(), major, minor);
        return data(content);
    }

    LayerTar pax(String records) {
        header('x', "pax", "", records.length(), 0, 0);
        return data(records);
    }

    LayerTar data(String content) {
        parts.add(Image.ofBytes(content.getBytes(ISO_8859_1)).padTo(BLOCK));
        return this;
    }

    LayerTar bytes(Image image) {
        parts.add(image);
        return this;
    }

    static String record(String keyword, String value) {
        String text = " " + keyword + "=" + value + "\n";
        int length = text.length() + 1;
        while (length != text.length() + Integer.toString(length).length()) {
            length = text.length() + Integer.toString(length).length();
        }
        return length + text;
    }

    LayerTar header(char type, String name, String link, long size, int major, int minor) {
        byte[] block = new byte[BLOCK];
        put(block, 0, 100, name);
        number(block, 100, 8, attributes.mode());
        number(block, 108, 8, attributes.uid());
        number(block, 116, 8, attributes.gid());
        number(block, 124, 12, size);
        number(block, 136, 12, Long.parseLong(attributes.modified().replaceFirst("\\..*", "")));
        block[156] = (byte) type;
        put(block, 157, 100, link);
        put(block, 257, 8, "ustar\00000");
        number(block, 329, 8, major);
        number(block, 337, 8, minor);
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        put(block, 148, 8, "%06o\0 ".formatted(sum));
        parts.add(Image.ofBytes(block));
        return this;
    }

    private static void put(byte[] block, int at, int length, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
    }

    private static void number(byte[] block, int at, int length, long number) {
        put(block, at, length - 1, ("%0" + (length - 1) + "o").formatted(number));
    }

    /// The archive with its end.
    Image image() {
        return Image.concat(parts).then(Image.zeros(2 * BLOCK));
    }

    Layer layer() throws IOException {
        Image image = image();
        return new Layer("sha256:" + image.sha256().hex(), image);
    }
}
