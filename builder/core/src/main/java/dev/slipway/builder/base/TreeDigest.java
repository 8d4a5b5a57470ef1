package dev.slipway.builder.base;

import dev.slipway.image.Sha256;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;

/// A digest over all of a tree: names, metadata, hard links and contents. Times count in whole seconds, as squashfs
/// keeps them, so that the same files have the same digest however they came.
final class TreeDigest {

    private final StringBuilder text = new StringBuilder();
    private final List<RegularFile> contents = new ArrayList<>();
    private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();

    private TreeDigest() {}

    static Sha256 of(Directory tree) throws IOException {
        TreeDigest digest = new TreeDigest();
        digest.add("", tree);
        tree.walk(digest::add);
        Sha256 state = Sha256.of(digest.text.toString().getBytes(StandardCharsets.UTF_8));
        for (RegularFile file : digest.contents) {
            state = state.then(file.content());
        }
        return state;
    }

    private void add(String path, Node node) {
        text.append(path).append('\0');
        Integer known = numbers.putIfAbsent(node, numbers.size());
        if (known != null) {
            text.append("link ").append((int) known).append('\n');
            return;
        }
        switch (node) {
            case Directory ignored -> text.append("directory");
            case RegularFile file -> {
                text.append("file ").append(file.content().size());
                contents.add(file);
            }
            case Symlink link -> text.append("link to ").append(HexFormat.of().formatHex(link.target()));
            case Special special ->
                text.append(special.kind())
                        .append(' ')
                        .append(special.major())
                        .append(' ')
                        .append(special.minor());
        }
        add(node.metadata());
    }

    private void add(Metadata metadata) {
        text.append(' ').append(metadata.permissions());
        text.append(' ').append(metadata.uid()).append(' ').append(metadata.gid());
        text.append(' ').append(metadata.modified().getEpochSecond());
        metadata.xattrs()
                .forEach((name, value) -> text.append(' ')
                        .append(name)
                        .append('=')
                        .append(HexFormat.of().formatHex(value)));
        text.append('\n');
    }
}
